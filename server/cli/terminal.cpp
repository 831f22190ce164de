#include "server/cli/terminal.hpp"

#include "gis/core/error.hpp"

#include <fmt/format.h>

#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

namespace server::cli {

namespace {

/// While it lives, what is typed is not shown.
class WithoutEcho {
public:
    WithoutEcho() {
        m_active = ::tcgetattr(STDIN_FILENO, &m_before) == 0;
        if (m_active) {
            auto silent = m_before;
            silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
        }
    }
    ~WithoutEcho() {
        if (m_active) {
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
            std::fputs("\n", stderr);
        }
    }
    WithoutEcho(const WithoutEcho&) = delete;
    WithoutEcho& operator=(const WithoutEcho&) = delete;
    WithoutEcho(WithoutEcho&&) = delete;
    WithoutEcho& operator=(WithoutEcho&&) = delete;

private:
    termios m_before{};
    bool m_active = false;
};

std::string read_line() {
    std::string line;
    std::getline(std::cin, line);
    if (line.ends_with('\r')) {
        line.pop_back();
    }
    if (line.empty()) {
        throw gis::Error{gis::ErrorKind::invalid_argument,
                         "no-password",
                         {"Chưa có mật khẩu: hãy gõ ở cửa sổ lệnh hoặc đưa vào bằng đầu vào chuẩn.",
                          "There is no password: type it at a terminal or give it on the standard "
                          "input."}};
    }
    return line;
}

std::string ask(std::string_view question) {
    fmt::print(stderr, "{}", question);
    std::fflush(stderr);
    const WithoutEcho silent;
    return read_line();
}

} // namespace

std::string ask_new_password(std::string_view account) {
    if (::isatty(STDIN_FILENO) == 0) {
        return read_line();
    }
    auto password = ask(fmt::format("Mật khẩu mới của “{0}” / new password of “{0}”: ", account));
    if (ask("Gõ lại / again: ") != password) {
        throw gis::Error{
            gis::ErrorKind::invalid_argument,
            "passwords-differ",
            {"Hai lần gõ khác nhau; chưa có gì thay đổi.", "The two differ; nothing has changed."}};
    }
    return password;
}

} // namespace server::cli
