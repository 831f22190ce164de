#include "gis/analysis/norms.hpp"

#include "gis/analysis/json_object.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gis::analysis {

namespace {

constexpr double longest_distance_m = 100'000;
constexpr double longest_access_m = 5'000;

std::map<std::string, std::string> read_sources(const JsonObject& object,
                                                const std::vector<std::string>& figures) {
    const auto sources = object.object("sources");
    std::map<std::string, std::string> result;
    for (const auto& figure : figures) {
        result[figure] = sources.text(figure);
    }
    sources.only({figures.begin(), figures.end()});
    return result;
}

ServiceNorm read_service(const JsonObject& object) {
    object.only({"code", "title", "kinds", "distance_m", "along", "access_m", "threshold",
                 "sources", "note"});
    ServiceNorm service;
    service.code = object.text("code");
    service.title = {object.object("title").text("vi"), object.object("title").text("en")};
    service.kinds =
        object.words("kinds", [](std::string_view text) { return model::facility_kind(text); });
    service.distance_m = object.number("distance_m", 1, longest_distance_m);
    service.along =
        object.word("along", [](std::string_view text) { return analysis::along(text); });
    service.access_m = object.number("access_m", 0, longest_access_m);
    service.threshold = object.number("threshold", 0, 1);
    service.sources = read_sources(object, {"distance_m", "access_m", "threshold"});
    return service;
}

Norms read_norms(const JsonObject& object) {
    object.only(
        {"id", "title", "note", "spacing_m", "snap_m", "access_index_m", "sources", "services"});
    Norms norms;
    norms.id = object.text("id");
    norms.title = {object.object("title").text("vi"), object.object("title").text("en")};
    norms.spacing_m = object.number("spacing_m", 10, 1000);
    norms.snap_m = object.number("snap_m", 0.001, 50);
    norms.access_index_m = object.number("access_index_m", 1, longest_distance_m);
    norms.sources = read_sources(object, {"spacing_m", "snap_m", "access_index_m"});
    for (const auto& item : object.objects("services")) {
        auto service = read_service(item);
        const bool repeated =
            std::any_of(norms.services.begin(), norms.services.end(),
                        [&](const ServiceNorm& other) { return other.code == service.code; });
        if (repeated) {
            item.fail("code", "đã có", "stands twice");
        }
        norms.services.push_back(std::move(service));
    }
    return norms;
}

} // namespace

std::string_view to_text(Along along) noexcept {
    return along == Along::road ? "road" : "straight";
}

std::optional<Along> along(std::string_view text) noexcept {
    for (const auto value : {Along::road, Along::straight}) {
        if (to_text(value) == text) {
            return value;
        }
    }
    return std::nullopt;
}

bool ServiceNorm::is_given_by(model::FacilityKind kind) const noexcept {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

Norms Norms::parse(std::string_view json, const std::string& file) {
    return read_norms(JsonObject::parse(json, JsonOrigin::rules_file(file)));
}

Norms Norms::load(const std::filesystem::path& folder) {
    const auto files = json_files(folder);
    if (files.size() != 1) {
        throw Error{ErrorKind::invalid_data,
                    "bad-rules",
                    {fmt::format("Thư mục {} phải có đúng một tệp định mức, hiện có {}.",
                                 folder.string(), files.size()),
                     fmt::format("Folder {} must have exactly one file of norms, not {}.",
                                 folder.string(), files.size())}};
    }
    return read_norms(JsonObject::read(files.front()));
}

const ServiceNorm& Norms::find(std::string_view service) const {
    std::string known;
    for (const auto& norm : services) {
        if (norm.code == service) {
            return norm;
        }
        known += (known.empty() ? "" : ", ") + norm.code;
    }
    throw Error{ErrorKind::not_found,
                "unknown-service",
                {fmt::format("Không có loại dịch vụ “{}”. Có: {}.", service, known),
                 fmt::format("There is no service \"{}\". There are: {}.", service, known)},
                "facility"};
}

} // namespace gis::analysis
