#pragma once

#include "gis/core/error.hpp"
#include "server/app.hpp"
#include "server/config.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

// The subcommands. Data go to stdout, everything else to stderr. Each returns the exit code: 0
// done, 1 failed; whatever it throws is told by main().

namespace server::cli {

struct ImportOptions {
    std::filesystem::path file;
    std::string layer;
    std::optional<std::string> map;
    std::optional<std::string> crs;
    std::optional<std::string> encoding;
    std::optional<std::string> effective_on;
    std::string source_layer;
    std::string author;
    std::string comment;
    std::optional<std::filesystem::path> report; ///< CSV of everything that was noticed
    bool repair = false;
    bool dry_run = false;
};

struct ExportOptions {
    std::string layer;
    std::filesystem::path output;
    std::string unit;
    std::optional<std::string> crs;
    std::optional<std::string> as_of;
    std::optional<std::string> rules;
};

struct ReportOptions {
    std::string report;                            ///< "roads", "coverage"...
    std::map<std::string, std::string> parameters; ///< as the report's address takes them
    std::optional<std::filesystem::path> output;   ///< absent: stdout
    bool english = false;
};

struct PlanOptions {
    std::filesystem::path file;
    std::optional<std::string> plan; ///< id; absent: of this year, else the latest before it
    std::optional<std::string> unit;
    std::string author;
    std::string comment;
    bool dry_run = false;
};

struct UnitReformOptions {
    std::filesystem::path file;
    std::string author;
    std::string comment;
    bool dry_run = false;
};

struct CheckOptions {
    bool json = false;
};

struct VerifyOptions {
    std::vector<std::string> known; ///< REVISION:HASH from logs, manifests, reports
};

enum class UserCommand : std::uint8_t {
    add,
    passwd,
    disable,
    enable,
    list,
    add_app_password,
    list_app_passwords,
    revoke_app_password,
};

struct UserOptions {
    std::string name;
    std::string display_name; ///< empty: the name
    std::string role;
    std::vector<std::string> communes; ///< codes
    std::string label;                 ///< of an application password: what it is for
    std::string scope = "read";        ///< of it: read or edit
    int days = 0;                      ///< of it: 0 = until it is revoked
    std::string password_id;           ///< of it, as the list has it
};

[[nodiscard]] int serve(const Config& config);
/// Adds users, sets passwords, disables and lists, and the same of application passwords, whose
/// secret is printed once. A password comes from the terminal or the
/// standard input.
[[nodiscard]] int manage_users(const Config& config, UserCommand command,
                               const UserOptions& options);
[[nodiscard]] int import_file(const Config& config, const ImportOptions& options);
[[nodiscard]] int export_layer(const Config& config, const ExportOptions& options);
[[nodiscard]] int report(const Config& config, const ReportOptions& options);
/// Takes in a plan (JSON) or a form that was filled in (XLSX), as one changeset.
[[nodiscard]] int import_plan(const Config& config, const PlanOptions& options);
/// Writes the form.
[[nodiscard]] int export_plan(const Config& config, const PlanOptions& options);
/// Brings a reform of administrative units into force, as one changeset.
[[nodiscard]] int reform_units(const Config& config, const UnitReformOptions& options);
/// Checks all that is stored and prints what is damaged, then `revision:hash` of the history.
[[nodiscard]] int verify(const Config& config, const VerifyOptions& options);
[[nodiscard]] int backup(const Config& config, const std::filesystem::path& file);
[[nodiscard]] int restore(const Config& config, const std::filesystem::path& file);
[[nodiscard]] int check(const Config& config, const CheckOptions& options);

/// The application over the store of config.data_folder, loaded.
[[nodiscard]] std::unique_ptr<App> open_app(const Config& config, gis::store::Access access);

/// The application over it, not loaded yet.
[[nodiscard]] std::unique_ptr<App> make_app(const Config& config, gis::store::Access access);

/// Fills an empty atlas with the demonstration district, layer by layer.
void load_demo(App& app, const std::filesystem::path& data_folder);

/// A day of an option. @throws gis::Error{invalid_argument} naming it
[[nodiscard]] gis::Date day_of(const std::optional<std::string>& text, const std::string& option);

/// Two lines, Vietnamese and English.
[[nodiscard]] std::string in_two_languages(const gis::Message& message);

} // namespace server::cli
