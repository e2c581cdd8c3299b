// SPDX-License-Identifier: MIT
#include "tui/net/host_name.h"

#include "base/strings.h"
#include "wire/safe_text.h"
#include "wire/utf8.h"

#include <dlfcn.h>
#include <idn2.h>

#include <algorithm>
#include <memory>

namespace hubbub::tui::net {

namespace {

// With the rules of STD 3 it would leave out, in silence, what these do not allow.
constexpr int rules = IDN2_NONTRANSITIONAL;

// libidn2, loaded when the first name needs it: with the Unicode tables that come with it, it is
// half a megabyte and a millisecond of every start.
class Idn {
  public:
    Idn() : library_(dlopen("libidn2.so.0", RTLD_NOW | RTLD_LOCAL))
    {
        find("idn2_to_ascii_8z", to_ascii);
        find("idn2_to_unicode_8z8z", to_unicode);
        find("idn2_strerror", sentence);
        find("idn2_free", free);
    }
    bool is_there() const { return to_ascii && to_unicode && sentence && free; }

    decltype(&idn2_to_ascii_8z) to_ascii = nullptr;
    decltype(&idn2_to_unicode_8z8z) to_unicode = nullptr;
    decltype(&idn2_strerror) sentence = nullptr;
    decltype(&idn2_free) free = nullptr;

  private:
    template <typename Function>
    void find(const char* name, Function& function)
    {
        if (library_ != nullptr) {
            function = reinterpret_cast<Function>(dlsym(library_, name));
        }
    }

    void* library_; // for as long as the program runs
};

const Idn& idn()
{
    static const Idn loaded;
    return loaded;
}

struct Free {
    void operator()(char* text) const { idn().free(text); }
};
using Text = std::unique_ptr<char, Free>;

bool is_ascii(std::string_view host)
{
    return std::all_of(host.begin(), host.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

// STD 3, RFC 1123 section 2.1; what is not ASCII is judged by others.
bool may_be_in_a_name(char c)
{
    const bool letter = ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z';
    return letter || is_digit(c) || c == '-' || c == '.' || static_cast<unsigned char>(c) >= 0x80U;
}

Error no_name(std::string_view host, std::string_view why)
{
    return Error{concat(
        {"\"", wire::SafeText::from_network(host).text(), "\" is no valid host name: ", why})};
}

} // namespace

Result<std::string> ascii_host(std::string_view host)
{
    if (is_ascii(host)) {
        return std::string(host);
    }
    if (!wire::is_utf8(host)) {
        return no_name(host, "it is not UTF-8");
    }
    constexpr std::string_view what_may = "besides letters and digits it may have hyphens and dots";
    if (!std::all_of(host.begin(), host.end(), may_be_in_a_name)) {
        return no_name(host, what_may);
    }
    if (!idn().is_there()) {
        return Error{concat({"\"", host,
                             "\" needs libidn2, which is not installed: install it, or "
                             "write the name as the DNS has it, with xn--"})};
    }
    char* out = nullptr;
    const int status = idn().to_ascii(std::string(host).c_str(), &out, rules);
    const Text text(out);
    if (status != IDN2_OK || text == nullptr) {
        return no_name(host, idn().sentence(status));
    }
    std::string ascii = text.get();
    if (ascii.starts_with('.') || ascii.find("..") != std::string::npos) {
        return no_name(host, "it has an empty part");
    }
    if (!std::all_of(ascii.begin(), ascii.end(), may_be_in_a_name)) {
        return no_name(host, what_may); // other signs, which count as such
    }
    return ascii;
}

std::string shown_host(std::string_view host)
{
    const Result<std::string> ascii = ascii_host(host);
    if (!ascii || is_ascii(host)) {
        return std::string(host);
    }
    char* out = nullptr;
    const int status = idn().to_unicode(ascii->c_str(), &out, rules);
    const Text text(out);
    return status == IDN2_OK && text != nullptr ? std::string(text.get()) : std::string(host);
}

} // namespace hubbub::tui::net
