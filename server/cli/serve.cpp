#include "gis/store/ballast.hpp"
#include "server/backups.hpp"
#include "server/cli/accounts.hpp"
#include "server/cli/commands.hpp"
#include "server/http/server.hpp"
#include "server/log.hpp"
#include "server/routes.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <sys/resource.h>

#include <csignal>
#include <cstdio>
#include <exception>

namespace server::cli {

namespace {

/// A connection is a file descriptor; the usual soft limit of 1024 is too low for our cap.
void raise_file_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

StaticFiles static_files(const Config& config) {
    if (config.web_folder) {
        return StaticFiles{*config.web_folder};
    }
    spdlog::warn("no viewer: build web/ or name its folder with --web");
    return {};
}

} // namespace

int serve(const Config& config) {
    start_log(LogFormat::json);
    raise_file_limit();
    // A write that passes a limit on file sizes is an error to be told, not the end of the program.
    std::signal(SIGXFSZ, SIG_IGN);
    const auto app = make_app(config, gis::store::Access::read_write);
    const auto files = static_files(config);
    gis::store::make_ballast(config.data_folder);
    Metrics metrics;
    Backups backups{config.data_folder, config.backups, metrics};
    Accounts accounts{account_parts(*app, config)};
    const auto router = make_router(*app, accounts, metrics, files);
    metrics.name_routes(router.patterns());
    auto http_options = config.http;
    http_options.together = [&app](const std::function<void()>& work) {
        app->together(work);
    };
    http::Server server{std::move(http_options), router, accounts.gate(), metrics};
    const auto host = config.http.address.find(':') == std::string::npos
                          ? config.http.address
                          : "[" + config.http.address + "]";
    const bool encrypted = !config.http.tls_certificate.empty();
    fmt::print("{}://{}:{}/\n", encrypted ? "https" : "http", host, server.port());
    std::fflush(stdout);
    std::exception_ptr failure;
    const auto say_ready = [&] {
        // After the store has been read: what is refused is not written to before.
        try {
            offer_first_link(accounts, viewer_address(config, server.port()));
        } catch (const gis::Error& error) { // everybody else can still look
            spdlog::error("no link for a first administrator: {}", error.message().en);
        }
        const auto view = app->view();
        spdlog::info("serving revision {}, head {}, on {}:{}", view->snapshot->revision().get(),
                     gis::to_hex(view->head), host, server.port());
        if (!config.no_backups) {
            backups.start();
        }
    };
    const auto load = [&] {
        try {
            app->load();
            say_ready();
        } catch (const std::exception&) {
            failure = std::current_exception();
            server.stop();
        }
    };
    if (config.demo) {
        app->load();
        load_demo(*app, config.data_folder); // reads files: before anybody can ask for an export
        say_ready();
    } else {
        server.post(Lane::write, load); // the store belongs to that lane
    }
    server.run();
    if (failure) {
        std::rethrow_exception(failure);
    }
    accounts.book().commit({}, {}); // when sessions were used last
    spdlog::info("stopped");
    return 0;
}

} // namespace server::cli
