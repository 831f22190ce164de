#include "gis/files/rows.hpp"

#include "gis/core/error.hpp"
#include "gis/core/number_words.hpp"
#include "gis/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gis::files {

namespace {

struct KindWord {
    std::string_view folded;
    std::string_view written;
    model::UnitKind kind;
};
constexpr std::array kind_words{KindWord{"thi tran", "Thị trấn", model::UnitKind::thi_tran},
                                KindWord{"khu pho", "Khu phố", model::UnitKind::khu_pho},
                                KindWord{"phuong", "Phường", model::UnitKind::phuong},
                                KindWord{"thon", "Thôn", model::UnitKind::thon},
                                KindWord{"soc", "Sóc", model::UnitKind::soc},
                                KindWord{"ap", "Ấp", model::UnitKind::ap},
                                KindWord{"xa", "Xã", model::UnitKind::xa}};

/// A code has no blanks and is ASCII: "25345", "25345-03", "70710.15".
bool looks_like_code(std::string_view text) {
    return std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               c == '-' || c == '_' || c == '.';
    });
}

bool is_commune_kind(model::UnitKind kind) {
    return kind == model::UnitKind::xa || kind == model::UnitKind::phuong ||
           kind == model::UnitKind::thi_tran;
}

class UnitReader : public RowReader {
public:
    UnitReader(const RowSink& sink, Layer layer)
        : m_sink(sink), m_layer(layer), m_code(Columns::slot(layer, "code")),
          m_name(Columns::slot(layer, "name")), m_kind(Columns::slot(layer, "kind")),
          m_population(Columns::slot(layer, "population")),
          m_households(Columns::slot(layer, "households")),
          m_valid_from(Columns::slot(layer, "valid_from")),
          m_valid_to(Columns::slot(layer, "valid_to")),
          m_predecessors(Columns::slot(layer, "predecessors")) {}

    void read(SourceRow& row) override {
        auto& columns = row.columns;
        model::Unit unit;
        unit.level =
            m_layer == Layer::communes ? model::UnitLevel::commune : model::UnitLevel::hamlet;
        unit.code = UnitCode{columns.text(m_code)};
        unit.name = columns.text(m_name);
        if (unit.name.empty()) {
            throw Error{ErrorKind::invalid_data,
                        "missing-name",
                        {"Đơn vị không có tên.", "The unit has no name."},
                        "name"};
        }
        set_kind(unit, row);
        if (m_layer == Layer::hamlets) {
            unit.parent = unit_code(m_sink, row, Columns::slot(m_layer, "parent"));
        }
        unit.population = people(m_sink, row, m_population);
        unit.households = people(m_sink, row, m_households);
        unit.valid_from = columns.date(m_valid_from).value_or(unit.valid_from);
        unit.valid_to = columns.date(m_valid_to);
        for (auto& code : columns.list(m_predecessors)) {
            unit.predecessors.emplace_back(std::move(code));
        }
        ShapeNotices notices;
        unit.boundary = row.shapes->polygons(row.geometry, notices);
        report(m_sink, row.number, notices);
        m_sink.batch.add(std::move(unit), {row.number});
    }

private:
    /// By the file, else by the name's first word. A kind that the file gives is put before a name
    /// without one.
    void set_kind(model::Unit& unit, SourceRow& row) const {
        const auto named = kind_in_name(unit.name);
        const auto text = row.columns.choice(m_kind);
        const auto given = text ? model::unit_kind(*text) : std::nullopt;
        const bool communes = m_layer == Layer::communes;
        const auto fits = [communes](std::optional<model::UnitKind> kind) {
            return kind && is_commune_kind(*kind) == communes;
        };
        unit.kind = communes ? model::UnitKind::xa : model::UnitKind::ap;
        if (fits(given)) {
            unit.kind = *given;
        } else if (fits(named)) {
            unit.kind = *named;
        }
        if (fits(given) && !named) {
            const auto* const word = std::ranges::find(kind_words, *given, &KindWord::kind);
            unit.name = fmt::format("{} {}", word->written, unit.name);
        }
    }

    RowSink m_sink;
    Layer m_layer;
    std::size_t m_code;
    std::size_t m_name;
    std::size_t m_kind;
    std::size_t m_population;
    std::size_t m_households;
    std::size_t m_valid_from;
    std::size_t m_valid_to;
    std::size_t m_predecessors;
};

} // namespace

std::unique_ptr<RowReader> make_unit_reader(const RowSink& sink, Layer layer) {
    return std::make_unique<UnitReader>(sink, layer);
}

std::optional<model::UnitKind> kind_in_name(const std::string& name) {
    const auto folded = fold(name);
    for (const auto& word : kind_words) {
        if (folded.starts_with(word.folded) && folded.size() > word.folded.size() &&
            folded[word.folded.size()] == ' ') {
            return word.kind;
        }
    }
    return std::nullopt;
}

UnitCode unit_code(const RowSink& sink, SourceRow& row, std::size_t slot) {
    auto text = row.columns.text(slot);
    if (looks_like_code(text)) {
        return UnitCode{std::move(text)};
    }
    sink.issues.warn(
        row.number, "name-instead-of-code", "",
        {fmt::format("“{}” là tên, không phải mã đơn vị; xã sẽ được xác định theo bản đồ.", text),
         fmt::format("\"{}\" is a name, not a unit code; the commune is taken from the map.",
                     text)});
    return UnitCode{};
}

std::optional<double> people(const RowSink& sink, SourceRow& row, std::size_t slot) {
    const auto number = row.columns.number(slot);
    if (!number || *number > 0) {
        return number;
    }
    sink.issues.warn(row.number, "no-people", "",
                     {fmt::format("Số {} được coi là chưa biết.", *number),
                      fmt::format("The number {} is taken as unknown.", *number)});
    return std::nullopt;
}

geometry::Point location(const RowSink& sink, SourceRow& row, std::size_t lon, std::size_t lat) {
    if (row.geometry == nullptr && row.columns.has(lon) && row.columns.has(lat)) {
        const auto x = row.columns.number(lon);
        const auto y = row.columns.number(lat);
        if (x && y) {
            return row.shapes->point(*x, *y);
        }
    }
    ShapeNotices notices;
    const auto point = row.shapes->point(row.geometry, notices);
    report(sink, row.number, notices);
    return point;
}

void report(const RowSink& sink, std::int64_t row, const ShapeNotices& notices) {
    if (notices.dropped_z) {
        sink.issues.warn(row, "dropped-z", "",
                         {"Đã bỏ cao độ (Z) hoặc giá trị đo (M) của hình.",
                          "The heights (Z) or measures (M) of the shape were dropped."});
    }
    if (notices.repaired_area_change) {
        const double percent = *notices.repaired_area_change * 100;
        sink.issues.warn(
            row, "repaired-polygon", "",
            {fmt::format("Đã sửa vùng không hợp lệ; diện tích thay đổi {} %.",
                         number_words(percent, 0, 4, Language::vi)),
             fmt::format("An invalid polygon was repaired; its area changed by {:.4f} %.",
                         percent)});
    }
}

} // namespace gis::files
