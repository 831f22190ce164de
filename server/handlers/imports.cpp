#include "gis/core/text.hpp"
#include "gis/files/reader.hpp"
#include "server/dispatch.hpp"
#include "server/edits.hpp"
#include "server/handlers/handlers.hpp"
#include "server/import_desk.hpp"
#include "server/import_json.hpp"
#include "server/json_body.hpp"
#include "server/parameters.hpp"
#include "server/problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <utility>

namespace server::handlers {

namespace files = gis::files;
namespace model = gis::model;

namespace {

constexpr std::size_t longest_file_name = 150;
constexpr std::size_t longest_source_layer = 200;

/// What an upload may ask of us; the command line takes more.
files::ReadLimits upload_limits() {
    files::ReadLimits limits;
    limits.file_bytes = 64ULL << 20U;
    limits.unpacked_bytes = 512ULL << 20U;
    limits.features = 300'000;
    limits.vertices_per_feature = 200'000;
    limits.issues_per_code = 100;
    return limits;
}

[[noreturn]] void bad_parameter(std::string field, gis::Message message) {
    throw gis::Error{gis::ErrorKind::invalid_argument, "bad-parameter", std::move(message),
                     std::move(field)};
}

/// The last part of a path, as a name in a folder of our own.
std::string file_name(const Query& query) {
    const auto given = query.get("file").value_or("");
    const auto name = gis::is_utf8(given) ? gis::clean(given.substr(given.find_last_of("/\\") + 1))
                                          : std::string{};
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
        return static_cast<unsigned char>(c) >= ' ' && c != '/' && c != '\\' && c != '\x7f';
    });
    if (name.empty() || name.front() == '.' || name.size() > longest_file_name || !plain) {
        bad_parameter("file", {"Cần tên tệp có đuôi, ví dụ duong.zip.",
                               "The name of the file with its ending is needed: roads.zip."});
    }
    return name;
}

/// A field map that came with the product: a client must not name files of this machine.
std::optional<files::FieldMap> field_map(const Query& query, files::Layer layer,
                                         const std::filesystem::path& product_folder) {
    const auto name = query.get("map");
    if (!name) {
        return std::nullopt;
    }
    const bool plain = !name->empty() && std::all_of(name->begin(), name->end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
    const auto file =
        product_folder / "field-maps" / fmt::format("{}.json", plain ? *name : std::string_view{});
    if (!plain || *name == "aliases" || !std::filesystem::is_regular_file(file)) {
        bad_parameter("map", {fmt::format("Không có bảng ghép cột tên “{}”.", *name),
                              fmt::format("There is no field map called “{}”.", *name)});
    }
    return files::load_field_map(file.string(), layer, product_folder);
}

files::ReadOptions read_options(const Query& query, const App& app) {
    query.allow_only({"file", "layer", "map", "crs", "encoding", "source_layer", "effective_on",
                      "invalid_polygons"});
    files::ReadOptions read;
    read.layer = files::parse_layer(query.get("layer").value_or(""));
    read.data_folder = app.product_folder();
    read.limits = upload_limits();
    read.map = field_map(query, read.layer, app.product_folder());
    if (const auto crs = query.get("crs")) {
        read.crs = gis::geometry::parse_epsg(*crs);
    }
    if (const auto encoding = query.get("encoding")) {
        read.encoding = files::parse_encoding(*encoding);
    }
    if (const auto layer = query.get("source_layer")) {
        if (layer->size() > longest_source_layer || !gis::is_utf8(*layer)) {
            bad_parameter("source_layer", {"Tên lớp trong tệp quá dài hoặc không phải UTF-8.",
                                           "The layer's name is too long or not UTF-8."});
        }
        read.source_layer = *layer;
    }
    if (query.get("effective_on")) {
        read.effective_on = day_parameter(query, "effective_on");
    }
    if (word_parameter(query, "invalid_polygons", {"refuse", "repair"}) == "repair") {
        read.invalid_polygons = files::InvalidPolygons::repair;
    }
    return read;
}

void write_file(const std::filesystem::path& file, std::string_view bytes) {
    std::ofstream stream{file, std::ios::binary};
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream) {
        throw gis::Error{gis::ErrorKind::storage,
                         "cannot-write",
                         {"Không lưu tạm được tệp gửi lên; đĩa có thể đã đầy.",
                          "The file cannot be kept for the moment; the disk may be full."}};
    }
}

std::string without(std::string text, const std::string& folder) {
    for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder, at)) {
        text.erase(at, folder.size());
    }
    return text;
}

/// Reads a file; what is said about it names the file, not the folder where we keep it.
model::ImportBatch read(const WaitingImport& waiting) {
    const auto folder = waiting.folder->path().string() + "/";
    const auto plain = [&folder](const gis::Message& message) {
        return gis::Message{without(message.vi, folder), without(message.en, folder)};
    };
    try {
        auto batch = files::read_batch(waiting.read);
        for (auto& issue : batch.issues) {
            issue.message = plain(issue.message);
        }
        return batch;
    } catch (const gis::Error& error) {
        throw gis::Error{error.kind(), error.code(), plain(error.message()), error.field()};
    }
}

Json told(const WaitingImport& waiting, Json plan) {
    const auto left =
        std::chrono::ceil<std::chrono::seconds>(waiting.until - std::chrono::steady_clock::now());
    Json body{{"id", waiting.id}, {"file", waiting.file_name}};
    body.update(plan);
    body["expires_in_s"] = left.count();
    return body;
}

Response no_store(const Json& body, int status) {
    auto response = json_response(body.dump());
    response.status = status;
    response.headers.set("Cache-Control", "no-store");
    return response;
}

WaitingImport require(App& app, const Request& request) {
    const auto id = id_parameter(request);
    if (auto found =
            app.imports().find(id, request.actor->user, std::chrono::steady_clock::now())) {
        return *std::move(found);
    }
    throw gis::Error{
        gis::ErrorKind::not_found,
        "unknown-import",
        {fmt::format("Không có tệp nào đang chờ mang số {}; tệp chỉ được giữ {} phút. Hãy gửi lại.",
                     id, ImportDesk::life.count()),
         fmt::format("No file with the number {} waits; files are kept for {} minutes. Send it "
                     "again.",
                     id, ImportDesk::life.count())},
        "id"};
}

Response applied_response(const model::Applied& applied, const ImportCounts& counts) {
    auto response = no_store({{"revision", applied.revision.get()},
                              {"changeset", applied.revision.get()},
                              {"at", applied.at},
                              {"repeated", applied.repeated},
                              {"added", counts.added},
                              {"changed", counts.changed},
                              {"surface_records", counts.surface_records}},
                             201);
    response.headers.add("Location", fmt::format("/api/changesets/{}", applied.revision.get()));
    return response;
}

/// Whether somebody has changed a row since that an import is about to write over.
class ChangedSince {
public:
    ChangedSince(const View& view, gis::Revision seen) : m_view(view), m_seen(seen) {}

    bool operator()(const model::Unit&) const { // their history is not kept one by one
        return m_view.snapshot->units().revision > m_seen;
    }
    bool operator()(const model::Road& road) const { return of_road(road.id); }
    bool operator()(const model::SurfaceRecord& record) const { return of_road(record.road); }
    bool operator()(const model::Facility& facility) const {
        return of(model::EntityKind::facility, facility.id.get());
    }
    bool operator()(const model::PopulationPoint& point) const {
        return of(model::EntityKind::population_point, point.id.get());
    }
    bool operator()(const model::PlanEntry& entry) const {
        return of(model::EntityKind::plan_entry, entry.id.get());
    }

private:
    [[nodiscard]] bool of(model::EntityKind kind, std::int64_t id) const {
        return id > 0 && m_view.last_changes->of(model::EntityRef{kind, id}) > m_seen;
    }
    [[nodiscard]] bool of_road(gis::RoadId id) const {
        const auto* road = id.get() > 0 ? m_view.snapshot->find_road(id) : nullptr;
        return road != nullptr ? m_view.last_changes->of(*road) > m_seen
                               : of(model::EntityKind::road, id.get());
    }

    const View& m_view;
    gis::Revision m_seen;
};

/// On the writer's thread: the plan is made anew on the atlas of this moment, and written only when
/// it is what its author has seen.
Response commit(App& app, const Request& request, const WaitingImport& waiting,
                const model::ImportBatch& batch, const EditRequest& edit) {
    const auto view = app.latest();
    auto plan = model::plan_import(batch, *view->snapshot);
    const auto counts = counts_of(plan);
    const ChangedSince changed{*view, waiting.seen};
    const bool overwrites = std::any_of(plan.rows.begin(), plan.rows.end(),
                                        [&](const auto& row) { return std::visit(changed, row); });
    if (overwrites || counts != waiting.counts) {
        app.imports().tell(waiting.id, counts, view->snapshot->revision());
        auto response = problem(
            409, "import-changed",
            {"Có người vừa sửa dữ liệu, nên kết quả nhập khác với bản đã xem. Hãy xem lại rồi ghi.",
             "Somebody has changed the data, so the result differs from what you saw. Look at it "
             "again before you write it."},
            language_of(request));
        add_member(response, "plan", told(waiting, import_json(batch, plan, *view)).dump());
        return response;
    }
    if (plan.rows.empty()) {
        throw gis::Error{
            gis::ErrorKind::invalid_data,
            "nothing-to-change",
            {"Tệp này không có gì mới để ghi.", "This file has nothing new to write."}};
    }
    model::ChangesetDraft draft;
    draft.author = waiting.author;
    draft.comment = edit.comment.empty() ? fmt::format("Nhập {}", waiting.file_name) : edit.comment;
    draft.source = "import";
    draft.bulk = true;
    draft.rows = std::move(plan.rows);
    draft.key = edit.key;
    const auto applied = app.apply(draft);
    app.imports().drop(waiting.id, waiting.author);
    return applied_response(applied, counts);
}

/// What a commit that was sent before has become.
std::optional<Response> repeated(const App& app, const Request& request, const EditRequest& edit) {
    if (!edit.key) {
        return std::nullopt;
    }
    const auto known = app.ask([&](const gis::store::Store& store) {
        return store.find_request(request.actor->user, *edit.key);
    });
    if (!known || !std::holds_alternative<model::Applied>(*known)) {
        return std::nullopt;
    }
    auto applied = std::get<model::Applied>(*known);
    applied.repeated = true;
    return applied_response(applied, {});
}

} // namespace

Response add_import(App& app, const Request& request) {
    WaitingImport waiting;
    waiting.author = request.actor->user;
    waiting.file_name = file_name(request.target.query);
    waiting.read = read_options(request.target.query, app);
    if (request.body.empty()) {
        throw gis::Error{gis::ErrorKind::invalid_data,
                         "empty-file",
                         {fmt::format("Tệp {} rỗng.", waiting.file_name),
                          fmt::format("The file {} is empty.", waiting.file_name)},
                         "file"};
    }
    waiting.folder = std::make_shared<const TemporaryFolder>();
    waiting.read.file = waiting.folder->path() / waiting.file_name;
    write_file(waiting.read.file, request.body);
    const auto batch = read(waiting);
    const auto view = app.view();
    const auto plan = model::plan_import(batch, *view->snapshot);
    waiting.counts = counts_of(plan);
    waiting.seen = view->snapshot->revision();
    const auto now = std::chrono::steady_clock::now();
    waiting = app.imports().put(std::move(waiting), now);
    auto response = no_store(told(waiting, import_json(batch, plan, *view)), 201);
    response.headers.add("Location", fmt::format("/api/imports/{}", waiting.id));
    return response;
}

Response commit_import(App& app, const Request& request) {
    request.target.query.allow_only({});
    std::string comment;
    if (!request.body.empty()) {
        const auto body = json_body(request);
        body.only({"comment"});
        comment = body.has("comment") ? body.any_text("comment") : std::string{};
    }
    const auto edit = edit_request(request, comment);
    if (auto response = repeated(app, request, edit)) {
        return *std::move(response);
    }
    auto waiting = require(app, request);
    auto batch = std::make_shared<const model::ImportBatch>(read(waiting));
    return continue_on(Lane::write, [&app, &request, edit, batch, waiting = std::move(waiting)] {
        return commit(app, request, waiting, *batch, edit);
    });
}

Response drop_import(App& app, const Request& request) {
    request.target.query.allow_only({});
    const auto waiting = require(app, request);
    app.imports().drop(waiting.id, waiting.author);
    Response response;
    response.status = 204;
    return response;
}

} // namespace server::handlers
