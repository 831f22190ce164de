#pragma once

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace http_test {

/// The real program as a process of its own; its standard output is read here, its log goes to a
/// file.
class Program {
public:
    Program(std::vector<std::string> arguments, const std::filesystem::path& log) {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0) {
            throw std::runtime_error{"pipe"};
        }
        m_output = ends[0];
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, log.c_str(),
                                         O_WRONLY | O_CREAT | O_APPEND, 0600);
        arguments.insert(arguments.begin(), NTM_ATLAS_PROGRAM);
        std::vector<char*> pointers;
        for (auto& argument : arguments) {
            pointers.push_back(argument.data());
        }
        pointers.push_back(nullptr);
        const int code =
            posix_spawn(&m_pid, pointers[0], &actions, nullptr, pointers.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        ::close(ends[1]);
        if (code != 0) {
            ::close(m_output);
            throw std::runtime_error{"spawn"};
        }
    }
    ~Program() {
        if (m_pid != 0) {
            end(SIGKILL);
        }
        ::close(m_output);
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    Program(Program&&) = delete;
    Program& operator=(Program&&) = delete;

    [[nodiscard]] pid_t pid() const noexcept { return m_pid; }

    /// One line of its output; what there is when it ends.
    std::string line() {
        std::string text;
        char byte = 0;
        while (::read(m_output, &byte, 1) == 1 && byte != '\n') {
            text += byte;
        }
        return text;
    }

    /// The port that `serve` has written first; 0 when it ended before.
    std::uint16_t port() {
        const auto address = line(); // http://127.0.0.1:43117/
        const auto colon = address.rfind(':');
        return colon == std::string::npos
                   ? std::uint16_t{0}
                   : static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1)));
    }

    /// Sends a signal and waits. @return as waitpid() tells it
    int end(int signal) {
        ::kill(m_pid, signal);
        return wait();
    }
    /// Waits for it to end by itself.
    int wait() {
        int status = 0;
        ::waitpid(m_pid, &status, 0);
        m_pid = 0;
        return status;
    }
    /// Whether it has ended by itself. @param status  as waitpid() tells it
    bool ended(int& status) {
        if (m_pid != 0 && ::waitpid(m_pid, &status, WNOHANG) == m_pid) {
            m_pid = 0;
            return true;
        }
        return false;
    }

private:
    pid_t m_pid = 0;
    int m_output = -1;
};

} // namespace http_test
