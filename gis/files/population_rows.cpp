#include "gis/files/rows.hpp"

#include "gis/core/error.hpp"

#include <fmt/format.h>

#include <cmath>

namespace gis::files {

namespace {

class PopulationReader : public RowReader {
public:
    explicit PopulationReader(const RowSink& sink) : m_sink(sink) {}

    void read(SourceRow& row) override {
        // A table, and areas with a code or name, are people of units; all else is people at
        // places.
        const bool is_area = row.geometry != nullptr && row.geometry->getDimension() == 2;
        const bool names_unit = row.columns.has(slot("code")) || row.columns.has(slot("name"));
        if (row.shapes != nullptr && !(is_area && names_unit)) {
            read_point(row);
        } else {
            read_unit(row);
        }
    }

private:
    [[nodiscard]] static std::size_t slot(std::string_view field) {
        return Columns::slot(Layer::population, field);
    }

    void read_point(SourceRow& row) const {
        auto& columns = row.columns;
        auto persons = columns.number(slot("persons"));
        if (!persons) {
            persons = columns.number(slot("population"));
        }
        if (!persons || *persons < 0) {
            throw Error{ErrorKind::invalid_data,
                        "missing-population",
                        {"Điểm không có số người.", "The point has no number of persons."},
                        "persons"};
        }
        model::PopulationPoint point;
        point.persons = *persons;
        point.location = location(m_sink, row, slot("lon"), slot("lat"));
        m_sink.batch.add(point, {row.number});
    }

    void read_unit(SourceRow& row) const {
        auto& columns = row.columns;
        model::Unit unit;
        unit.code = UnitCode{columns.text(slot("code"))};
        unit.name = columns.text(slot("name"));
        if (unit.code.get().empty() && unit.name.empty()) {
            throw Error{
                ErrorKind::invalid_data,
                "missing-name",
                {"Dòng không có mã và tên đơn vị.", "The row has no unit code and no name."},
                "name"};
        }
        const auto named = kind_in_name(unit.name);
        const auto level = columns.choice(slot("level"));
        const bool hamlet_name = named && *named >= model::UnitKind::ap;
        const bool hamlet_code = unit.code.get().find('-') != std::string::npos;
        unit.level =
            hamlet_name || hamlet_code ? model::UnitLevel::hamlet : model::UnitLevel::commune;
        if (level) {
            unit.level = model::unit_level(*level).value_or(unit.level);
        }
        const bool hamlet = unit.level == model::UnitLevel::hamlet;
        unit.kind = named.value_or(hamlet ? model::UnitKind::ap : model::UnitKind::xa);
        unit.parent = unit_code(m_sink, row, slot("parent"));
        unit.population = people(m_sink, row, slot("population"));
        unit.households = people(m_sink, row, slot("households"));
        if (!unit.population && !unit.households) {
            throw Error{ErrorKind::invalid_data,
                        "missing-population",
                        {fmt::format("“{}” không có dân số và số hộ.", unit.name),
                         fmt::format("\"{}\" has no population and no households.", unit.name)},
                        "population"};
        }
        m_sink.batch.add(std::move(unit), {row.number});
    }

    RowSink m_sink;
};

} // namespace

std::unique_ptr<RowReader> make_population_reader(const RowSink& sink) {
    return std::make_unique<PopulationReader>(sink);
}

} // namespace gis::files
