#include "gis/files/rows.hpp"

#include "gis/core/error.hpp"
#include "gis/files/numbers.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace gis::files {

namespace {

/// Whole numbers that are not negative and fit an int; nothing else.
std::optional<int> to_int(std::optional<double> number) {
    const bool fits = number && *number >= 0 && *number <= 1e9 && *number == std::floor(*number);
    return fits ? std::optional{static_cast<int>(*number)} : std::nullopt;
}

/// `phong_hoc=12; hieu_bo=6` or `{"phong_hoc": 12}`; nothing for anything else.
std::optional<std::map<std::string, int>> read_rooms(const std::string& text) {
    std::map<std::string, int> rooms;
    if (text.starts_with('{')) {
        const auto json = nlohmann::json::parse(text, nullptr, false);
        if (!json.is_object()) {
            return std::nullopt;
        }
        for (const auto& [type, number] : json.items()) {
            const auto count = number.is_number() ? to_int(number.get<double>()) : std::nullopt;
            if (!count) {
                return std::nullopt;
            }
            rooms[type] = *count;
        }
        return rooms;
    }
    for (std::size_t start = 0; start < text.size();) {
        const auto stop = std::min(text.find_first_of(",;", start), text.size());
        const auto item = text.substr(start, stop - start);
        const auto sign = item.find('=');
        const auto first = item.find_first_not_of(' ');
        const auto count =
            sign == std::string::npos ? std::nullopt : to_int(parse_count(item.substr(sign + 1)));
        if (first != std::string::npos) {
            if (!count || sign == first) {
                return std::nullopt;
            }
            const auto last = item.find_last_not_of(' ', sign - 1);
            rooms[item.substr(first, last - first + 1)] = *count;
        }
        start = stop + 1;
    }
    return rooms;
}

class FacilityReader : public RowReader {
public:
    explicit FacilityReader(const RowSink& sink) : m_sink(sink) {}

    void read(SourceRow& row) override {
        auto& columns = row.columns;
        model::Facility facility;
        const auto kind = columns.choice(slot("kind"));
        facility.kind = kind ? model::facility_kind(*kind).value_or(model::FacilityKind::other)
                             : model::FacilityKind::other;
        facility.code = columns.text(slot("code"));
        facility.name = columns.text(slot("name"));
        facility.commune = unit_code(m_sink, row, slot("commune"));
        for (auto& code : columns.list(slot("serves"))) {
            facility.serves.emplace_back(std::move(code));
        }
        facility.standard_met = columns.flag(slot("standard_met"));
        facility.rooms = rooms(row);
        facility.seats = seats(row);
        facility.area_m2 = area(row);
        facility.toilet = columns.flag(slot("toilet"));
        facility.well = columns.flag(slot("well"));
        facility.condition = columns.text(slot("condition"));
        facility.valid_from = columns.date(slot("valid_from")).value_or(facility.valid_from);
        facility.valid_to = columns.date(slot("valid_to"));
        facility.location = location(m_sink, row, slot("lon"), slot("lat"));
        m_sink.batch.add(std::move(facility), {row.number, kind.has_value()});
    }

private:
    [[nodiscard]] static std::size_t slot(std::string_view field) {
        return Columns::slot(Layer::facilities, field);
    }

    [[nodiscard]] static std::optional<int> seats(SourceRow& row) {
        const auto number = row.columns.number(slot("seats"));
        const auto seats = to_int(number);
        if (number && !seats) {
            row.columns.warn_bad_value(slot("seats"), number_text(*number), "số nguyên không âm",
                                       "a whole number that is not negative");
        }
        return seats;
    }

    [[nodiscard]] static std::optional<double> area(SourceRow& row) {
        const auto area = row.columns.number(slot("area_m2"));
        if (area && !(*area >= 0)) {
            row.columns.warn_bad_value(slot("area_m2"), number_text(*area), "số không âm",
                                       "a number that is not negative");
            return std::nullopt;
        }
        return area;
    }

    [[nodiscard]] std::map<std::string, int> rooms(SourceRow& row) const {
        const auto text = row.columns.text(slot("rooms"));
        auto rooms = read_rooms(text);
        if (!rooms) {
            m_sink.issues.warn(
                row.number, "bad-value", "rooms",
                {fmt::format("Số phòng “{}” không đọc được; hãy ghi phong_hoc=12; hieu_bo=6.",
                             text),
                 fmt::format("Rooms \"{}\" cannot be read; write phong_hoc=12; hieu_bo=6.", text)});
        }
        return rooms.value_or(std::map<std::string, int>{});
    }

    RowSink m_sink;
};

} // namespace

std::unique_ptr<RowReader> make_facility_reader(const RowSink& sink) {
    return std::make_unique<FacilityReader>(sink);
}

} // namespace gis::files
