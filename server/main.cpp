#include "gis/core/allocation.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/plan_make.hpp"
#include "server/cli/report_options.hpp"
#include "server/log.hpp"
#include "server/version.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <pwd.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <thread>

namespace {

using server::Config;
namespace cli = server::cli;

constexpr int failed = 1;
constexpr int wrong_usage = 2;

/// Everything that the command line fills.
struct Arguments {
    Config config;
    std::string web;
    std::string product;
    std::string listen = "127.0.0.1:8080";
    std::vector<std::string> hosts;
    cli::ImportOptions import;
    cli::ExportOptions exporting;
    cli::ReportOptions report;
    cli::PlanOptions plan;
    cli::UnitReformOptions reform;
    cli::CheckOptions check;
    cli::UserOptions user;
    cli::VerifyOptions verify;
    cli::PlanMakeOptions plan_make;
    std::filesystem::path backup;
    std::filesystem::path restore;
};

std::string login_name() {
    const auto* entry = ::getpwuid(::geteuid());
    return entry == nullptr ? std::string{} : std::string{entry->pw_name};
}

void add_backups(CLI::App& serve, Config& config) {
    serve.add_option("--backups", config.backups.folder,
                     "Folder of the daily backups; default: backups in the folder of the atlas");
    serve.add_option("--keep-daily", config.backups.daily, "Keep the newest so many")
        ->check(CLI::Range(1, 3660))
        ->capture_default_str();
    serve
        .add_option("--keep-monthly", config.backups.monthly,
                    "Keep the first of each of the newest so many months")
        ->check(CLI::Range(0, 1200))
        ->capture_default_str();
    serve.add_flag("--no-backups", config.no_backups, "Make no daily backups");
}

void add_serve(CLI::App& program, Arguments& arguments) {
    auto* command = program.add_subcommand(
        "serve", "Chạy máy chủ và trang bản đồ / run the server and the viewer");
    auto& http = arguments.config.http;
    command->add_option("--listen", arguments.listen, "ADDRESS:PORT; port 0 = any free one")
        ->capture_default_str();
    command->add_option("--host", arguments.hosts,
                        "A name that the server answers to (repeatable)");
    command
        ->add_option(
            "--trust-proxy", arguments.config.trusted_proxies,
            "Address of a proxy whose X-Forwarded-For and -Proto are believed (repeatable); "
            "alone: a proxy on this machine")
        ->expected(0, 16)
        ->default_str("");
    command->add_option("--tls-cert", http.tls_certificate,
                        "PEM certificate, then its chain: serve https; read again on SIGHUP");
    command->add_option("--tls-key", http.tls_key, "PEM key of the certificate, no password");
    command->add_option("--web", arguments.web, "Folder of the built viewer");
    command->add_flag("--demo", arguments.config.demo,
                      "Fill an empty atlas with the demonstration district");
    command->add_flag("--access-log", http.access_log, "Log every request");
    command->add_option("--max-connections", http.max_connections, "Connections in all")
        ->capture_default_str();
    command
        ->add_option("--max-connections-per-address", http.max_connections_per_address,
                     "Connections of one address but loopback; 0 = no limit")
        ->capture_default_str();
    add_backups(*command, arguments.config);
}

void add_keeping(CLI::App& program, Arguments& arguments) {
    auto* verify = program.add_subcommand(
        "verify", "Kiểm tra dữ liệu đã lưu còn nguyên vẹn / check that what is stored is whole");
    verify->add_option("--known", arguments.verify.known,
                       "REVISION:HASH noted elsewhere, which the history must still have "
                       "(repeatable)");
    program
        .add_subcommand("backup",
                        "Sao lưu, kể cả khi máy chủ đang chạy / back up, beside a running "
                        "server if need be")
        ->add_option("FILE", arguments.backup, "Must not exist; FILE.json is written beside it")
        ->required();
    program
        .add_subcommand("restore", "Khôi phục bản sao lưu / restore a backup; the server must be "
                                   "stopped, the present data are kept beside")
        ->add_option("FILE", arguments.restore, "Made by backup, with its FILE.json")
        ->required();
}

void add_import(CLI::App& program, Arguments& arguments) {
    auto* command =
        program.add_subcommand("import", "Nạp một tệp vào bản đồ / take a file into the atlas");
    auto& import = arguments.import;
    command
        ->add_option("FILE", import.file,
                     "shp, zip, gpkg, geojson, kml, osm.pbf, csv; for population also tif, asc")
        ->required();
    command->add_option("--layer", import.layer, "communes, hamlets, roads, facilities, population")
        ->required();
    command->add_option("--map", import.map, "Field map: a name of data/field-maps or a path");
    command->add_option("--crs", import.crs, "CRS of the file, EPSG:n; overrides what it declares");
    command->add_option("--encoding", import.encoding, "UTF-8, TCVN3, VNI, CP1258, CP1252");
    command->add_option("--effective-on", import.effective_on,
                        "Day from which surfaces hold whose rows give none");
    command->add_option("--source-layer", import.source_layer,
                        "Layer of the file to read when it has several");
    command->add_option("--author", import.author, "Who, for the history")
        ->default_str(import.author);
    command->add_option("--comment", import.comment, "Why, for the history");
    command->add_option("--report", import.report, "CSV of everything that was noticed");
    command->add_flag("--repair", import.repair,
                      "Repair invalid polygons instead of refusing them");
    command->add_flag("--dry-run", import.dry_run, "Say what would be done and write nothing");
}

void add_reading(CLI::App& program, Arguments& arguments) {
    auto* exporting =
        program.add_subcommand("export", "Xuất một lớp ra tệp / write a layer to a file");
    exporting
        ->add_option("LAYER", arguments.exporting.layer, "communes, hamlets, roads, facilities")
        ->required();
    exporting
        ->add_option("-o,--output", arguments.exporting.output,
                     ".shp.zip .gpkg .geojson .kml .csv .xlsx")
        ->required();
    exporting->add_option("--unit", arguments.exporting.unit, "Code of a commune or hamlet");
    exporting->add_option("--crs", arguments.exporting.crs, "EPSG:n; default: the office's zone");
    exporting->add_option("--as-of", arguments.exporting.as_of, "State of a day; default: today");
    exporting->add_option("--rules", arguments.exporting.rules,
                          "Id of a rule set for what is hardened");

    auto* check = program.add_subcommand(
        "check", "Kiểm tra chất lượng dữ liệu / check the quality of the data");
    check->add_flag("--json", arguments.check.json, "As JSON");
}

void add_app_passwords(CLI::App& user_command, cli::UserOptions& user) {
    auto* command = user_command.add_subcommand(
        "app-password", "Mật khẩu ứng dụng cho QGIS, chương trình / application passwords");
    command->require_subcommand(1);
    auto* add = command->add_subcommand("add", "Tạo / make; the secret is printed once");
    add->add_option("NAME", user.name, "Whose")->required();
    add->add_option("--label", user.label, "What it is for, such as QGIS")->required();
    add->add_option("--scope", user.scope, "What it may do")
        ->check(CLI::IsMember({"read", "edit"}))
        ->capture_default_str();
    add->add_option("--days", user.days, "How long it holds; default: until it is revoked")
        ->check(CLI::Range(1, 3650));
    command
        ->add_subcommand("list", "Danh sách / list: id, scope, state, made, until, last used and "
                                 "label, with tabs between")
        ->add_option("NAME", user.name)
        ->required();
    auto* revoke = command->add_subcommand("revoke", "Thu hồi / revoke");
    revoke->add_option("NAME", user.name)->required();
    revoke->add_option("ID", user.password_id, "As the list has it")->required();
}

void add_user(CLI::App& program, Arguments& arguments) {
    auto* command = program.add_subcommand("user", "Người dùng / users; not beside a running "
                                                   "server, which has a page for them");
    command->require_subcommand(1);
    auto& user = arguments.user;
    auto* add = command->add_subcommand(
        "add", "Thêm / add; the password is asked for or read from the standard input");
    add->add_option("NAME", user.name, "To sign in with")->required();
    add->add_option("--role", user.role, "What they may do")
        ->required()
        ->check(CLI::IsMember({"viewer", "commune_editor", "approver", "administrator"}));
    add->add_option("--commune", user.communes, "Code of a commune of an editor (repeatable)");
    add->add_option("--display-name", user.display_name, "Full name; default: NAME");
    for (const auto& [name, help] :
         {std::pair{"passwd", "Đặt mật khẩu / set the password"},
          std::pair{"disable", "Khoá / disable; users are never deleted"},
          std::pair{"enable", "Mở khoá / enable"}}) {
        command->add_subcommand(name, help)->add_option("NAME", user.name)->required();
    }
    add_app_passwords(*command, user);
    command->add_subcommand(
        "list", "Danh sách / list: name, role, communes, state and full name, with tabs between");
}

cli::UserCommand user_command(const CLI::App& command) {
    using cli::UserCommand;
    for (const auto& [name, value] :
         {std::pair{"add", UserCommand::add}, std::pair{"passwd", UserCommand::passwd},
          std::pair{"disable", UserCommand::disable}, std::pair{"enable", UserCommand::enable}}) {
        if (command.got_subcommand(name)) {
            return value;
        }
    }
    if (!command.got_subcommand("app-password")) {
        return UserCommand::list;
    }
    const auto& passwords = *command.get_subcommand("app-password");
    return passwords.got_subcommand("add")      ? UserCommand::add_app_password
           : passwords.got_subcommand("revoke") ? UserCommand::revoke_app_password
                                                : UserCommand::list_app_passwords;
}

void add_units(CLI::App& program, cli::UnitReformOptions& reform) {
    auto* units = program.add_subcommand("units", "Đơn vị hành chính / administrative units");
    units->require_subcommand(1);
    auto* command = units->add_subcommand(
        "reform", "Sắp xếp đơn vị: nhập, tách, đổi tên / merge, divide or rename units from a day");
    command->add_option("FILE", reform.file, "See data/reforms")->required();
    command->add_option("--author", reform.author, "Who, for the history")
        ->default_str(reform.author);
    command->add_option("--comment", reform.comment, "Why; default: title and documents");
    command->add_flag("--dry-run", reform.dry_run, "Say what would be done and write nothing");
}

void add_common(CLI::App& program, Arguments& arguments) {
    program.set_version_flag("--version", "ntm-atlas " + std::string{server::version});
    program.require_subcommand(1);
    program.fallthrough(); // --data may stand behind the subcommand
    program.set_config("--config", "", "Options from a file (TOML)");
    program.allow_config_extras(CLI::config_extras_mode::error);
    program.add_option("--data", arguments.config.data_folder, "Folder of the atlas")
        ->envname("NTM_ATLAS_DATA")
        ->capture_default_str();
    program.add_option("--product", arguments.product,
                       "Folder of rules, field maps and demonstration data");
    program.add_option("--workers", arguments.config.workers, "Threads")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
}

/// What CLI11 cannot fill by itself.
void complete(Arguments& arguments) {
    auto& config = arguments.config;
    const auto listen = server::parse_listen(arguments.listen);
    config.http.address = listen.address;
    config.http.port = listen.port;
    config.http.hosts = server::host_names(listen.address, arguments.hosts);
    config.http.workers = config.workers;
    config.http.signals = true;
    config.trusted_proxies = server::proxy_addresses(config.trusted_proxies);
    const auto product = arguments.product.empty() ? server::find_installed("data")
                                                   : std::filesystem::path{arguments.product};
    if (!product) {
        throw gis::Error{
            gis::ErrorKind::not_found,
            "product-folder",
            {"Không tìm thấy thư mục data/ đi kèm chương trình; chỉ ra bằng --product.",
             "The data/ folder that comes with the program is missing; name it with --product."},
            "--product"};
    }
    config.product_folder = *product;
    if (config.backups.folder.empty()) {
        config.backups.folder = config.data_folder / "backups";
    }
    config.web_folder = arguments.web.empty() ? server::find_installed("web/dist")
                                              : std::filesystem::path{arguments.web};
}

int run(const CLI::App& program, Arguments& arguments) {
    complete(arguments);
    if (program.got_subcommand("serve")) {
        return cli::serve(arguments.config);
    }
    if (program.got_subcommand("import")) {
        return cli::import_file(arguments.config, arguments.import);
    }
    if (program.got_subcommand("export")) {
        return cli::export_layer(arguments.config, arguments.exporting);
    }
    if (program.got_subcommand("report")) {
        return cli::report(arguments.config, arguments.report);
    }
    if (program.got_subcommand("plan")) {
        const auto* plan = program.get_subcommand("plan");
        if (plan->got_subcommand("make")) {
            return cli::make_plan(arguments.config, arguments.plan_make);
        }
        if (plan->got_subcommand("import")) {
            return cli::import_plan(arguments.config, arguments.plan);
        }
        if (plan->got_subcommand("export")) {
            return cli::export_plan(arguments.config, arguments.plan);
        }
        return cli::report(arguments.config, arguments.report);
    }
    if (program.got_subcommand("units")) {
        return cli::reform_units(arguments.config, arguments.reform);
    }
    if (program.got_subcommand("verify")) {
        return cli::verify(arguments.config, arguments.verify);
    }
    if (program.got_subcommand("backup")) {
        return cli::backup(arguments.config, arguments.backup);
    }
    if (program.got_subcommand("restore")) {
        return cli::restore(arguments.config, arguments.restore);
    }
    if (program.got_subcommand("user")) {
        return cli::manage_users(arguments.config, user_command(*program.get_subcommand("user")),
                                 arguments.user);
    }
    return cli::check(arguments.config, arguments.check);
}

/// Help and version are no errors; anything else that CLI11 refuses is wrong usage.
int tell_usage(const CLI::App& program, const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {
        return program.exit(error);
    }
    fmt::print(
        stderr,
        "Sai cách dùng: {0}. Xem: ntm-atlas --help\nWrong usage: {0}. See: ntm-atlas --help\n",
        error.what());
    return wrong_usage;
}

int tell(const gis::Error& error) {
    fmt::print(stderr, "{}\n", cli::in_two_languages(error.message()));
    const bool option =
        error.kind() == gis::ErrorKind::invalid_argument && error.field().starts_with("-");
    return option ? wrong_usage : failed;
}

} // namespace

int main(int argc, char** argv) {
    try {
        gis::keep_freed_memory();
        gis::store::initialize_engine();
        server::start_log(server::LogFormat::lines);
        Arguments arguments;
        arguments.config.workers = std::max(1U, std::thread::hardware_concurrency());
        arguments.import.author = login_name();
        arguments.plan.author = arguments.import.author;
        arguments.reform.author = arguments.import.author;
        CLI::App program{"Bản đồ nông thôn mới / planning atlas of a rural district", "ntm-atlas"};
        add_common(program, arguments);
        add_serve(program, arguments);
        add_import(program, arguments);
        add_reading(program, arguments);
        add_user(program, arguments);
        add_keeping(program, arguments);
        cli::add_reports(program, arguments.report);
        cli::add_plan_commands(program, arguments.plan, arguments.report);
        add_units(program, arguments.reform);
        cli::add_plan_make(program, arguments.plan_make);
        try {
            program.parse(argc, argv);
        } catch (const CLI::ParseError& error) {
            return tell_usage(program, error);
        }
        return run(program, arguments);
    } catch (const gis::Error& error) {
        return tell(error);
    } catch (const std::exception& error) {
        fmt::print(stderr, "Lỗi: {0}\nError: {0}\n", error.what());
        return failed;
    }
}
