#include "server/edit_preconditions.hpp"

#include "server/history_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

namespace server {

namespace editing = gis::editing;
namespace model = gis::model;
using model::EntityKind;
using model::EntityRef;

namespace {

constexpr std::size_t most_versions = 500;

[[noreturn]] void bad_tag(std::string_view text) {
    throw gis::Error{
        gis::ErrorKind::invalid_argument,
        "bad-if-match",
        {fmt::format("If-Match “{}” không phải là thẻ như \"r12\". Hãy gửi lại ETag đã nhận.",
                     text),
         fmt::format("If-Match “{}” is no tag like \"r12\". Send the ETag that you got.", text)},
        "If-Match"};
}

/// `"r12"`, `W/"r12-5f0a"` -> 12
gis::Revision revision_of(std::string_view tag) {
    auto text = trim(tag);
    if (text.starts_with("W/")) {
        text.remove_prefix(2);
    }
    if (text.size() < 4 || text.front() != '"' || text.back() != '"' || text[1] != 'r') {
        bad_tag(tag);
    }
    text = text.substr(2, text.size() - 3);
    std::int64_t revision = 0;
    const auto digits = text.substr(0, text.find('-'));
    const auto* const end = digits.data() + digits.size();
    const auto [rest, error] = std::from_chars(digits.data(), end, revision);
    if (error != std::errc{} || rest != end || revision < 0) {
        bad_tag(tag);
    }
    return gis::Revision{revision};
}

template <class Id>
EntityRef road(Id id) {
    return {EntityKind::road, id.get()};
}

std::set<std::string> names_of(const editing::RoadFields& fields) {
    std::set<std::string> names;
    const auto add = [&names](const auto& field, const char* name) {
        if (field) {
            names.insert(name);
        }
    };
    add(fields.name, "name");
    add(fields.code, "code");
    add(fields.road_class, "class");
    add(fields.managing_commune, "managing_commune");
    add(fields.valid_from, "valid_from");
    add(fields.valid_to, "valid_to");
    return names;
}

std::set<std::string> names_of(const editing::FacilityFields& fields) {
    std::set<std::string> names;
    const auto add = [&names](const auto& field, const char* name) {
        if (field) {
            names.insert(name);
        }
    };
    add(fields.kind, "kind");
    add(fields.code, "code");
    add(fields.name, "name");
    add(fields.commune, "commune");
    add(fields.serves, "serves");
    add(fields.standard_met, "standard_met");
    add(fields.rooms, "rooms");
    add(fields.seats, "seats");
    add(fields.area_m2, "area_m2");
    add(fields.toilet, "toilet");
    add(fields.well, "well");
    add(fields.condition, "condition");
    add(fields.valid_from, "valid_from");
    add(fields.valid_to, "valid_to");
    return names;
}

/// Chainages are of the line that the client saw: it counts as one of the fields.
struct ClaimsOf {
    const model::Snapshot& snapshot;
    std::vector<Claim>& claims;

    void add(EntityRef entity, std::set<std::string> fields,
             std::optional<editing::Stretch> stretch = {}) const {
        if (entity.id > 0) {
            claims.push_back({entity, std::move(fields), stretch});
        }
    }

    void operator()(const editing::AddSurface& o) const {
        add(road(o.road), {"surfaces", "geometry"}, o.stretch);
    }
    void operator()(const editing::RetractSurface& o) const {
        std::optional<editing::Stretch> stretch;
        if (const auto* known = snapshot.find_road(o.road)) {
            for (const auto& record : known->surfaces) {
                if (record.id == o.record) {
                    stretch = {record.from_m, record.to_m};
                }
            }
        }
        add(road(o.road), {"surfaces", "geometry"}, stretch);
    }
    void operator()(const editing::AddRoad&) const {}
    void operator()(const editing::RedrawRoad& o) const { add(road(o.road), {"geometry"}); }
    void operator()(const editing::SplitRoad& o) const { add(road(o.road), {"geometry"}); }
    void operator()(const editing::JoinRoads& o) const {
        for (const auto id : o.roads) {
            add(road(id), {"geometry", "class", "valid_from", "valid_to"});
        }
    }
    void operator()(const editing::RetireRoad& o) const { add(road(o.road), {"valid_to"}); }
    void operator()(const editing::EditRoad& o) const { add(road(o.road), names_of(o.fields)); }
    void operator()(const editing::AddFacility&) const {}
    void operator()(const editing::MoveFacility& o) const {
        add({EntityKind::facility, o.facility.get()}, {"location"});
    }
    void operator()(const editing::EditFacility& o) const {
        add({EntityKind::facility, o.facility.get()}, names_of(o.fields));
    }
    void operator()(const editing::RetireFacility& o) const {
        add({EntityKind::facility, o.facility.get()}, {"valid_to"});
    }
    /// The members of the body that become others.
    void operator()(const editing::SetPlanEntry& o) const {
        const auto* known = snapshot.find_plan_entry(o.plan, o.kind, o.key);
        if (known == nullptr) {
            return;
        }
        auto after = *known;
        after.body = o.body;
        const EntityRef entity{EntityKind::plan_entry, known->id.get()};
        std::set<std::string> fields;
        for (const auto& each :
             differences({entity, entity.id, *known, after}, LineDetail::summary)) {
            fields.insert(each.field);
        }
        add(entity, std::move(fields));
    }
};

/// Revision of the last change to an entity of the view; nothing when it is not there.
std::optional<gis::Revision> last_change(const View& view, EntityRef entity) {
    if (entity.kind == EntityKind::road) {
        const auto* known = view.snapshot->find_road(gis::RoadId{entity.id});
        return known ? std::optional{view.last_changes->of(*known)} : std::nullopt;
    }
    return view.last_changes->of(entity);
}

bool overlaps(const Claim& claim, const model::SurfaceRecord& record) {
    return !claim.stretch ||
           (record.from_m < claim.stretch->to_m && claim.stretch->from_m < record.to_m);
}

/// What one change did to the fields that a claim names.
std::vector<FieldDifference> claimed(const Claim& claim, const model::Change& change) {
    if (change.entity.kind == EntityKind::surface_record) {
        if (!claim.fields.contains("surfaces") || !change.after ||
            !overlaps(claim, std::get<model::SurfaceRecord>(*change.after))) {
            return {};
        }
        const auto state = [](const std::optional<model::Row>& row) {
            return row ? row_json(*row, LineDetail::summary) : Json(nullptr);
        };
        return {{"surfaces", state(change.before), state(change.after)}};
    }
    auto fields = differences(change, LineDetail::summary);
    std::erase_if(fields, [&](const auto& each) { return !claim.fields.contains(each.field); });
    return fields;
}

} // namespace

std::string entity_tag(gis::Revision revision) {
    return fmt::format("\"r{}\"", revision.get());
}

std::optional<SeenState> if_match(const Request& request) {
    auto list = trim(request.field("If-Match"));
    if (list.empty()) {
        return std::nullopt;
    }
    if (list == "*") {
        return SeenState{};
    }
    gis::Revision newest{0};
    while (!list.empty()) {
        const auto comma = list.find(',');
        newest = std::max(newest, revision_of(list.substr(0, comma)));
        list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
    }
    return SeenState{newest};
}

SeenState required_if_match(const Request& request) {
    if (const auto seen = if_match(request)) {
        return *seen;
    }
    throw gis::Error{
        gis::ErrorKind::precondition_required,
        "if-match-required",
        {"Cần If-Match với ETag của đối tượng đã xem (ví dụ \"r12\"), để không ghi đè sửa đổi của "
         "người khác.",
         "If-Match with the ETag of what you saw (such as \"r12\") is needed, so that nobody's "
         "change is overwritten."},
        "If-Match"};
}

std::vector<Claim> claims_of(std::span<const editing::Operation> operations,
                             const model::Snapshot& snapshot) {
    std::vector<Claim> claims;
    for (const auto& operation : operations) {
        std::visit(ClaimsOf{snapshot, claims}, operation);
    }
    return claims;
}

std::vector<ChangedField> changed_since(const gis::store::Store& store, const View& view,
                                        std::span<const Claim> claims, gis::Revision since) {
    std::vector<ChangedField> changed;
    std::map<EntityRef, std::vector<model::EntityVersion>> histories;
    for (const auto& claim : claims) {
        const auto last = last_change(view, claim.entity);
        if (last && *last <= since) {
            continue;
        }
        const auto [history, is_new] = histories.try_emplace(claim.entity);
        if (is_new) {
            history->second = store.entity_history(claim.entity, most_versions, std::nullopt);
        }
        for (const auto& version : history->second) { // newest first
            if (version.changeset.id.get() <= since.get()) {
                break;
            }
            for (const auto& change : version.changes) {
                for (auto& [field, before, after] : claimed(claim, change)) {
                    const auto same = std::find_if(
                        changed.begin(), changed.end(), [&, name = field](const auto& each) {
                            return each.entity == claim.entity && each.field == name;
                        });
                    if (same == changed.end()) {
                        changed.push_back({claim.entity, field, std::move(before), std::move(after),
                                           version.changeset});
                    } else if (field != "surfaces") {
                        same->before = std::move(before); // an older state
                    }
                }
            }
        }
    }
    // Changed and changed back. Of two lines the summaries may be equal, so they always count.
    std::erase_if(changed, [](const auto& each) {
        return each.field != "geometry" && each.before == each.now;
    });
    for (const auto& [entity, history] : histories) {
        if (history.size() == most_versions && history.back().changeset.id.get() > since.get()) {
            changed.push_back({entity, "history", nullptr, nullptr, history.front().changeset});
        }
    }
    return changed;
}

Json to_json(const std::vector<ChangedField>& fields) {
    auto list = Json::array();
    for (const auto& each : fields) {
        list.push_back({{"entity", to_text(each.entity.kind)},
                        {"id", each.entity.id},
                        {"field", each.field},
                        {"before", each.before},
                        {"now", each.now},
                        {"by", each.by.author},
                        {"at", each.by.at},
                        {"changeset", each.by.id.get()}});
    }
    return list;
}

} // namespace server
