#include "gis/core/number_words.hpp"
#include "server/coverage_json.hpp"
#include "server/coverage_question.hpp"
#include "server/edits.hpp"
#include "server/handlers/handlers.hpp"
#include "server/json_body.hpp"
#include "server/parameters.hpp"

#include <fmt/format.h>

namespace server::handlers {

namespace analysis = gis::analysis;
namespace model = gis::model;

namespace {

constexpr std::size_t most_of_each = 100;
constexpr double longest_road_m = 1e7;

std::vector<model::Facility> supposed_facilities(const analysis::JsonObject& body, const View& view,
                                                 const analysis::ServiceNorm& service) {
    std::vector<model::Facility> result;
    if (!body.has("add_facilities")) {
        return result;
    }
    const auto room = room_of(view);
    for (const auto& item : body.objects("add_facilities", most_of_each)) {
        item.only({"kind", "location", "name"});
        model::Facility facility;
        facility.kind =
            item.has("kind") ? item.word("kind", model::facility_kind) : service.kinds.front();
        if (!service.is_given_by(facility.kind)) {
            item.fail("kind", fmt::format("không phải là {}", service.title.vi),
                      fmt::format("does not give the service {}", service.code));
        }
        facility.location = item.point("location");
        if (!room.empty() && !room.contains(facility.location)) {
            item.fail("location", "nằm ngoài khu vực của bản đồ", "is outside the atlas");
        }
        if (item.has("name")) {
            facility.name = item.text("name");
        }
        result.push_back(std::move(facility));
    }
    return result;
}

std::vector<gis::FacilityId> supposed_away(const analysis::JsonObject& body,
                                           const model::Snapshot& snapshot,
                                           const analysis::ServiceNorm& service) {
    std::vector<gis::FacilityId> result;
    if (!body.has("remove_facilities")) {
        return result;
    }
    for (const auto id :
         body.whole_numbers("remove_facilities", 1, gis::greatest_id, most_of_each)) {
        const auto* facility = snapshot.find_facility(gis::FacilityId{id});
        const auto field = fmt::format("remove_facilities/{}", result.size());
        if (facility == nullptr) {
            body.fail(field, fmt::format("không có công trình số {}", id),
                      fmt::format("there is no facility {}", id));
        }
        if (!service.is_given_by(facility->kind)) {
            body.fail(field, fmt::format("công trình số {} không phải là {}", id, service.title.vi),
                      fmt::format("facility {} does not give the service {}", id, service.code));
        }
        result.emplace_back(id);
    }
    return result;
}

std::vector<analysis::SupposedSurface> supposed_surfaces(const analysis::JsonObject& body,
                                                         const model::Snapshot& snapshot,
                                                         const analysis::HardeningRules& rules) {
    std::vector<analysis::SupposedSurface> result;
    if (!body.has("surfaces")) {
        return result;
    }
    for (const auto& item : body.objects("surfaces", most_of_each)) {
        item.only({"road", "from_m", "to_m", "surface"});
        const gis::RoadId id{item.whole("road", 1, gis::greatest_id)};
        const auto* road = snapshot.find_road(id);
        if (road == nullptr) {
            item.fail("road", fmt::format("không có đường số {}", id.get()),
                      fmt::format("there is no road {}", id.get()));
        }
        const double from_m = item.has("from_m") ? item.number("from_m", 0, longest_road_m) : 0.0;
        const double to_m =
            item.has("to_m") ? item.number("to_m", 0, longest_road_m) : road->length_m;
        constexpr double rounding_m = 0.001;
        if (!(from_m < to_m) || to_m > road->length_m + rounding_m) {
            item.fail("to_m",
                      fmt::format("phải lớn hơn from_m và không quá {}",
                                  gis::plain_number_words(road->length_m, gis::Language::vi, 3)),
                      fmt::format("must be over from_m and at most {:.3f}", road->length_m));
        }
        const auto hardened = rules.verdict(road->road_class, item.word("surface", model::surface));
        if (!hardened) {
            item.fail("surface", "phải là loại mặt đường đã biết", "must be a known surface");
        }
        result.push_back({id, from_m, std::min(to_m, road->length_m), *hardened});
    }
    return result;
}

} // namespace

Response what_if(const App& app, const Request& request) {
    request.target.query.allow_only({});
    const auto body = json_body(request);
    const auto query =
        parameters_of(body, {"unit", "by"}, {"add_facilities", "remove_facilities", "surfaces"});
    const auto view = dated_view(query, app);
    const auto question = coverage_question(query, app);
    const auto place = place_parameters(query, *view);
    const analysis::Supposition supposition{
        supposed_facilities(body, *view, *question.service),
        supposed_away(body, *view->snapshot, *question.service),
        supposed_surfaces(body, *view->snapshot, *question.rules)};
    const auto& basis = *view->coverage;
    const auto before = analysis::coverage_report(basis, question, place);
    auto reached = std::make_shared<const analysis::Reached>(basis.reached(question, supposition));
    const auto after = analysis::coverage_report(basis, question, place, std::move(reached));
    return json_response(what_if_json(before, after, app.norms()).dump());
}

} // namespace server::handlers
