#pragma once

#include "server/backups.hpp"
#include "server/http/server.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace server {

/// Everything that the command line, the environment (NTM_ATLAS_DATA alone) and a --config file can
/// set.
struct Config {
    /// `--data`, else NTM_ATLAS_DATA: where the atlas is kept; made on first use.
    std::filesystem::path data_folder{"atlas-data"};
    /// `--product`: the folder with rules, field maps and the demonstration district that came with
    /// the program.
    std::filesystem::path product_folder;
    /// `--web`: the built viewer; absent: served without one.
    std::optional<std::filesystem::path> web_folder;
    /// `--workers`: threads for requests and for building; default: one a processor.
    unsigned workers = 2;
    /// `--demo`: fill an empty atlas with the demonstration district.
    bool demo = false;
    /// `--trust-proxy`: addresses that are believed who they talk to, and whether by TLS.
    std::vector<std::string> trusted_proxies;
    /// `--backups`, `--keep-daily`, `--keep-monthly`: an empty folder stands for DATA/backups.
    BackupPlan backups;
    /// `--no-backups`: the server makes none by itself.
    bool no_backups = false;
    /// `--listen`, `--host`, limits.
    http::ServerOptions http;
};

/// The folder of what came with the program, by the first that exists: `share/ntm-atlas/<name>`
/// beside the folder of the executable, `<name>` of the source tree that it was built from.
[[nodiscard]] std::optional<std::filesystem::path>
find_installed(const std::filesystem::path& name);

/// `127.0.0.1:8080`, `[::1]:8080` or `:8080` (loopback).
struct ListenAddress {
    std::string address;
    std::uint16_t port = 0;
};

/// @throws gis::Error{invalid_argument, "bad-listen"}
[[nodiscard]] ListenAddress parse_listen(std::string_view text);

/// Addresses of proxies as given; the option alone stands for those of this machine.
/// @throws gis::Error{invalid_argument, "bad-proxy"} for what is no address
[[nodiscard]] std::vector<std::string> proxy_addresses(const std::vector<std::string>& given);

/// The names that a server on this address goes by: those given; on loopback also localhost and the
/// loopback addresses. Empty, which is any, for other addresses without a name.
[[nodiscard]] std::vector<std::string> host_names(const std::string& address,
                                                  const std::vector<std::string>& given);

} // namespace server
