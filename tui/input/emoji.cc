// SPDX-License-Identifier: MIT
#include "tui/input/emoji.h"

#include <array>

namespace hubbub::tui::input {

namespace {

// clang-format off
constexpr std::array<Emoji, 257> rows = {{
    {"+1", "👍"}, {"-1", "👎"}, {"100", "💯"}, {"alien", "👽"}, {"ambulance", "🚑"},
    {"anchor", "⚓"}, {"angry", "😠"}, {"apple", "🍎"}, {"art", "🎨"}, {"astonished", "😲"},
    {"avocado", "🥑"}, {"baby", "👶"}, {"balloon", "🎈"}, {"banana", "🍌"}, {"bandage", "🩹"},
    {"battery", "🔋"}, {"bear", "🐻"}, {"bee", "🐝"}, {"beer", "🍺"}, {"beers", "🍻"},
    {"bell", "🔔"}, {"bike", "🚲"}, {"bird", "🐦"}, {"birthday", "🎂"}, {"blush", "😊"},
    {"boat", "⛵"}, {"bomb", "💣"}, {"book", "📖"}, {"boom", "💥"}, {"bouquet", "💐"},
    {"brain", "🧠"}, {"bread", "🍞"}, {"broken_heart", "💔"}, {"bug", "🐛"}, {"bulb", "💡"},
    {"bus", "🚌"}, {"butterfly", "🦋"}, {"cake", "🍰"}, {"calendar", "📅"}, {"camera", "📷"},
    {"candle", "🕯️"}, {"car", "🚗"}, {"carrot", "🥕"}, {"cat", "🐱"}, {"champagne", "🍾"},
    {"check", "✅"}, {"cheese", "🧀"}, {"cherries", "🍒"}, {"chess", "♟️"}, {"chicken", "🐔"},
    {"chocolate", "🍫"}, {"clap", "👏"}, {"clipboard", "📋"}, {"clock", "🕒"}, {"cloud", "☁️"},
    {"clover", "🍀"}, {"coffee", "☕"}, {"confetti", "🎊"}, {"confused", "😕"},
    {"construction", "🚧"}, {"cookie", "🍪"}, {"cool", "😎"}, {"cow", "🐮"}, {"crab", "🦀"},
    {"crossed_fingers", "🤞"}, {"crown", "👑"}, {"cry", "😢"}, {"dancer", "💃"}, {"dart", "🎯"},
    {"dice", "🎲"}, {"disappointed", "😞"}, {"dizzy", "💫"}, {"dog", "🐶"}, {"dolphin", "🐬"},
    {"door", "🚪"}, {"dragon", "🐉"}, {"duck", "🦆"}, {"ear", "👂"}, {"earth", "🌍"},
    {"egg", "🥚"}, {"elephant", "🐘"}, {"envelope", "✉️"}, {"exclamation", "❗"},
    {"expressionless", "😑"}, {"eyes", "👀"}, {"facepalm", "🤦"}, {"fearful", "😨"},
    {"fire", "🔥"}, {"fireworks", "🎆"}, {"fish", "🐟"}, {"flag", "🚩"}, {"floppy", "💾"},
    {"flushed", "😳"}, {"football", "⚽"}, {"fox", "🦊"}, {"fries", "🍟"}, {"frog", "🐸"},
    {"frown", "☹️"}, {"gear", "⚙️"}, {"ghost", "👻"}, {"gift", "🎁"}, {"goat", "🐐"},
    {"grapes", "🍇"}, {"grimace", "😬"}, {"grin", "😁"}, {"grinning", "😀"}, {"guitar", "🎸"},
    {"hammer", "🔨"}, {"handshake", "🤝"}, {"heart", "❤️"}, {"heart_eyes", "😍"},
    {"hedgehog", "🦔"}, {"herb", "🌿"}, {"hourglass", "⏳"}, {"house", "🏠"}, {"hug", "🤗"},
    {"hundred", "💯"}, {"ice", "🧊"}, {"ice_cream", "🍦"}, {"innocent", "😇"}, {"joy", "😂"},
    {"key", "🔑"}, {"kiss", "😘"}, {"laughing", "😆"}, {"leaf", "🍃"}, {"lemon", "🍋"},
    {"link", "🔗"}, {"lion", "🦁"}, {"lock", "🔒"}, {"mag", "🔍"}, {"mail", "📬"},
    {"medal", "🏅"}, {"megaphone", "📣"}, {"memo", "📝"}, {"microphone", "🎤"},
    {"microscope", "🔬"}, {"moon", "🌙"}, {"mountain", "⛰️"}, {"mouse", "🐭"}, {"muscle", "💪"},
    {"mushroom", "🍄"}, {"music", "🎵"}, {"nerd", "🤓"}, {"neutral", "😐"}, {"notebook", "📓"},
    {"ocean", "🌊"}, {"octopus", "🐙"}, {"ok", "👌"}, {"orange", "🍊"}, {"owl", "🦉"},
    {"package", "📦"}, {"palm_tree", "🌴"}, {"panda", "🐼"}, {"paperclip", "📎"},
    {"party", "🎉"}, {"pencil", "✏️"}, {"penguin", "🐧"}, {"phone", "📱"}, {"pig", "🐷"},
    {"pill", "💊"}, {"pin", "📌"}, {"pineapple", "🍍"}, {"pizza", "🍕"}, {"plant", "🌱"},
    {"point_down", "👇"}, {"point_left", "👈"}, {"point_right", "👉"}, {"point_up", "👆"},
    {"popcorn", "🍿"}, {"potato", "🥔"}, {"pray", "🙏"}, {"pumpkin", "🎃"}, {"puzzle", "🧩"},
    {"question", "❓"}, {"rabbit", "🐰"}, {"radio", "📻"}, {"rage", "😡"}, {"rain", "🌧️"},
    {"rainbow", "🌈"}, {"raised_hands", "🙌"}, {"recycle", "♻️"}, {"relieved", "😌"},
    {"robot", "🤖"}, {"rocket", "🚀"}, {"rofl", "🤣"}, {"rose", "🌹"}, {"sad", "😔"},
    {"salt", "🧂"}, {"scissors", "✂️"}, {"see_no_evil", "🙈"}, {"seedling", "🌱"},
    {"shark", "🦈"}, {"sheep", "🐑"}, {"shield", "🛡️"}, {"ship", "🚢"}, {"shrug", "🤷"},
    {"skull", "💀"}, {"sleeping", "😴"}, {"slight_smile", "🙂"}, {"sloth", "🦥"},
    {"smile", "😄"}, {"smiley", "😃"}, {"smirk", "😏"}, {"snail", "🐌"}, {"snake", "🐍"},
    {"snow", "❄️"}, {"snowman", "⛄"}, {"sob", "😭"}, {"sparkles", "✨"}, {"speech", "💬"},
    {"spider", "🕷️"}, {"spoon", "🥄"}, {"star", "⭐"}, {"stop", "🛑"}, {"strawberry", "🍓"},
    {"sun", "☀️"}, {"sunglasses", "😎"}, {"sunrise", "🌅"}, {"sweat", "😓"},
    {"sweat_smile", "😅"}, {"tada", "🎉"}, {"tea", "🍵"}, {"telescope", "🔭"},
    {"thinking", "🤔"}, {"thumbs_down", "👎"}, {"thumbs_up", "👍"}, {"ticket", "🎫"},
    {"tired", "😫"}, {"tools", "🛠️"}, {"tooth", "🦷"}, {"train", "🚆"}, {"trash", "🗑️"},
    {"tree", "🌳"}, {"triumph", "😤"}, {"trophy", "🏆"}, {"tulip", "🌷"}, {"turtle", "🐢"},
    {"umbrella", "☔"}, {"unicorn", "🦄"}, {"upside_down", "🙃"}, {"violin", "🎻"},
    {"wand", "🪄"}, {"warning", "⚠️"}, {"watermelon", "🍉"}, {"wave", "👋"}, {"whale", "🐳"},
    {"wind", "💨"}, {"wine", "🍷"}, {"wink", "😉"}, {"wolf", "🐺"}, {"worried", "😟"},
    {"wrench", "🔧"}, {"x", "❌"}, {"yum", "😋"}, {"zap", "⚡"}, {"zipper_mouth", "🤐"},
    {"zzz", "💤"},
}};
// clang-format on

} // namespace

std::span<const Emoji> emoji()
{
    return rows;
}

} // namespace hubbub::tui::input
