# bash completion for hubbubd(8)
_hubbubd() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    case $before in
    -c | --config) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    -d | --data) mapfile -t COMPREPLY < <(compgen -d -W none -- "$word") ;;
    -l | --listen) mapfile -t COMPREPLY < <(compgen -W '127.0.0.1:5000 [::1]:5000' -- "$word") ;;
    *)
        mapfile -t COMPREPLY < <(compgen -W '--config --listen --data --check --version --help' \
            -- "$word")
        ;;
    esac
}
complete -F _hubbubd hubbubd
