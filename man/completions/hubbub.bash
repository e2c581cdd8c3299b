# bash completion for hubbub(1)
_hubbub() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    case $before in
    -c | --config) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    *)
        mapfile -t COMPREPLY < <(compgen -W '--nick --join --plain --config --dns --resolver --version --help \
            irc:// ircs:// 127.0.0.1:5000' -- "$word")
        ;;
    esac
}
complete -F _hubbub hubbub
