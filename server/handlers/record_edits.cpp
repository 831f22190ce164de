#include "server/handlers/record_edits.hpp"

#include "gis/analysis/json_object.hpp"
#include "server/edit_json.hpp"
#include "server/edit_requests.hpp"
#include "server/json_body.hpp"
#include "server/plan_edits.hpp"

#include <fmt/format.h>

namespace server::handlers {

namespace editing = gis::editing;
namespace model = gis::model;
using gis::analysis::JsonObject;
using model::PlanEntryKind;

namespace {

constexpr std::size_t most_records = 400; ///< of one request

/// The entry that counts: records go on from plan to plan, the latest plan's is in force.
const model::PlanEntry& find_entry(const View& view, PlanEntryKind kind, const std::string& key) {
    const model::PlanEntry* found = nullptr;
    int year = 0;
    for (const auto& plan : view.planning->plans) {
        const auto* entry = view.snapshot->find_plan_entry(plan.id, kind, key);
        if (entry != nullptr && !entry->body.empty() && (found == nullptr || plan.year >= year)) {
            found = entry;
            year = plan.year;
        }
    }
    if (found == nullptr) {
        throw gis::Error{
            gis::ErrorKind::not_found,
            "unknown-id",
            {fmt::format("Không có mục “{}”.", key), fmt::format("There is no item “{}”.", key)},
            "id"};
    }
    return *found;
}

/// The records of a body, and what the JSON path of an error begins with.
struct Records {
    Json list = Json::array();
    std::string_view path;
};

Records records_of(const Request& request, const JsonObject& body) {
    if (body.has("items")) {
        body.only({"items", "plan", "comment"});
        const auto items = body.objects("items", most_records);
        if (items.empty()) {
            body.fail("items", "rỗng", "is empty");
        }
        return {Json::parse(body.json("items")), "/items"};
    }
    auto one = Json::parse(request.body);
    one.erase("comment");
    one.erase("plan");
    return {Json::array({std::move(one)}), ""};
}

editing::Operation record_operation(const std::string& plan, PlanEntryKind kind, const Json& record,
                                    std::string_view path, std::size_t position) {
    try {
        return set_plan_entry(plan, kind, record.dump());
    } catch (const gis::Error& error) {
        throw gis::Error{error.kind(), error.code(), error.message(),
                         path.empty() ? error.field()
                                      : fmt::format("{}/{}{}", path, position, error.field())};
    }
}

EditRequest edit_of_one(const Request& request, const std::string& comment) {
    auto edit = edit_request(request, comment);
    edit.list = "";
    edit.seen = required_if_match(request);
    edit.about = model::EntityRef{model::EntityKind::plan_entry, 0};
    return edit;
}

} // namespace

Response add_records(App& app, const Request& request, PlanEntryKind kind, std::string_view letters,
                     const Complete& complete) {
    const auto body = json_body(request);
    request.target.query.allow_only({"dry_run"});
    auto edit = edit_request(request, comment_of(body));
    edit.created = 201;
    edit.seen = if_match(request);
    auto records = records_of(request, body);
    edit.list = records.path;
    if (complete) {
        for (auto& record : records.list) {
            complete(record);
        }
    }
    auto plan_id = body.has("plan") ? std::optional{body.text("plan")} : std::nullopt;
    edit.make = [kind, letters, records = std::move(records),
                 plan_id = std::move(plan_id)](const View& view) {
        const auto& plan = view.planning->named_or_on(plan_id, gis::Date::today());
        std::vector<editing::Operation> operations;
        std::size_t made = 0;
        for (auto record : records.list) {
            if (!letters.empty() && !record.contains("id")) {
                record["id"] = free_code(view, plan, letters, made++);
            } else if (!letters.empty() && record["id"].is_string()) {
                require_free_code(view, record["id"].get<std::string>(),
                                  records.path.empty()
                                      ? "/id"
                                      : fmt::format("{}/{}/id", records.path, operations.size()));
            }
            operations.push_back(
                record_operation(plan.id, kind, record, records.path, operations.size()));
            std::get<editing::SetPlanEntry>(operations.back()).is_new = !letters.empty();
        }
        return operations;
    };
    return carry_out_later(app, request, std::move(edit));
}

Response edit_record(App& app, const Request& request, PlanEntryKind kind) {
    const auto body = json_body(request);
    if (body.has("id")) {
        body.fail("id", "không đổi được", "cannot be changed");
    }
    auto patch = Json::parse(request.body);
    patch.erase("comment");
    return patch_record(app, request, kind, comment_of(body), patch);
}

Response patch_record(App& app, const Request& request, PlanEntryKind kind,
                      const std::string& comment, const Json& patch) {
    request.target.query.allow_only({"dry_run"});
    auto edit = edit_of_one(request, comment);
    edit.make = [id = std::string{request.parameter("id")}, kind,
                 patch = patch.dump()](const View& view) {
        const auto& entry = find_entry(view, kind, id);
        return std::vector<editing::Operation>{
            set_plan_entry(entry.plan, kind, patched(entry.body, patch))};
    };
    return carry_out_later(app, request, std::move(edit));
}

Response withdraw_record(App& app, const Request& request, PlanEntryKind kind,
                         const std::string& key) {
    request.target.query.allow_only({"comment", "dry_run"});
    return withdraw_entry(app, request, [key, kind](const View& view) -> const model::PlanEntry& {
        return find_entry(view, kind, key);
    });
}

Response withdraw_entry(App& app, const Request& request, FindEntry find) {
    const auto comment = request.target.query.get("comment");
    auto edit = edit_of_one(request, std::string{comment.value_or("")});
    edit.make = [find = std::move(find)](const View& view) {
        const auto& entry = find(view);
        editing::SetPlanEntry operation;
        operation.plan = entry.plan;
        operation.kind = entry.kind;
        operation.key = entry.key;
        return std::vector<editing::Operation>{operation};
    };
    return carry_out_later(app, request, std::move(edit));
}

} // namespace server::handlers
