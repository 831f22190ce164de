#include "server/report_json.hpp"

#include "server/json_writer.hpp"

namespace server {

using gis::analysis::RoadFigures;
using gis::analysis::RoadSummary;
namespace model = gis::model;

namespace {

constexpr std::size_t bytes_of_row = 400; ///< a class of a unit with most of the surfaces

/// Calls `visit` with name and metres of every figure that does not depend on a surface.
template <class Visit>
void for_each_length(const RoadFigures& figures, const Visit& visit) {
    visit("total_m", figures.total_m);
    visit("hardened_m", figures.hardened_m);
    visit("remaining_m", figures.remaining_m);
    visit("unknown_m", figures.unknown_m);
    visit("pending_m", figures.pending_m);
}

/// Calls `visit` with every surface that has any length, and its metres.
template <class Visit>
void for_each_surface(const RoadFigures& figures, const Visit& visit) {
    for (const auto surface : model::surfaces) {
        if (const double metres = figures.by_surface_m[static_cast<std::size_t>(surface)];
            metres > 0) {
            visit(to_text(surface), metres);
        }
    }
}

/// Members of an object that is begun.
void write_members(JsonWriter& writer, const RoadFigures& figures) {
    const auto member = [&](std::string_view name, double metres) {
        writer.key(name);
        writer.fraction(metres);
    };
    for_each_length(figures, member);
    writer.key("by_surface_m");
    writer.begin_object();
    for_each_surface(figures, member);
    writer.end_object();
}

void write(JsonWriter& writer, const RoadSummary& summary) {
    writer.begin_object();
    write_members(writer, summary.all);
    writer.key("by_class");
    writer.begin_object();
    for (const auto road_class : model::road_classes) {
        if (const auto& figures = summary.by_class[static_cast<std::size_t>(road_class)]) {
            writer.key(to_text(road_class));
            writer.begin_object();
            write_members(writer, *figures);
            writer.end_object();
        }
    }
    writer.end_object();
    writer.end_object();
}

void write_rows(JsonWriter& writer, const std::vector<gis::analysis::RoadReportRow>& rows) {
    writer.begin_array();
    for (const auto& row : rows) {
        const auto unit = Json{{"code", row.unit->code.get()},
                               {"name", row.unit->name},
                               {"parent", or_null(row.unit->parent.get())}}
                              .dump();
        for (const auto road_class : model::road_classes) {
            if (const auto& figures = row.summary.by_class[static_cast<std::size_t>(road_class)]) {
                writer.begin_object();
                writer.key("unit");
                writer.raw(unit);
                writer.key("class");
                writer.text(to_text(road_class));
                write_members(writer, *figures);
                writer.end_object();
            }
        }
    }
    writer.end_array();
}

} // namespace

Json to_json(const RoadFigures& figures) {
    Json json;
    for_each_length(figures, [&](const char* name, double metres) { json[name] = metres; });
    auto& by_surface = json["by_surface_m"] = Json::object();
    for_each_surface(figures, [&](std::string_view surface, double metres) {
        by_surface[std::string{surface}] = metres;
    });
    return json;
}

std::string report_json(const gis::analysis::RoadReport& report,
                        std::optional<std::string_view> recorded_as_of, int decimals) {
    JsonWriter writer{(report.rows.size() * 3 + 16) * bytes_of_row, decimals};
    const auto member = [&](std::string_view name, const Json& value) {
        writer.key(name);
        writer.raw(value.dump());
    };
    writer.begin_object();
    member("unit", unit_reference(report.unit));
    member("by", to_text(report.by));
    member("as_of", report.as_of.iso());
    member("recorded_as_of", or_null(recorded_as_of));
    member("revision", report.revision.get());
    member("rules", {{"id", report.rules->id}, {"title", to_json(report.rules->title)}});
    member("headline_classes", class_list(report.rules->headline_classes));
    writer.key("rows");
    write_rows(writer, report.rows);
    writer.key("totals");
    write(writer, report.totals);
    writer.key("outside");
    write(writer, report.outside);
    writer.end_object();
    return writer.finished();
}

} // namespace server
