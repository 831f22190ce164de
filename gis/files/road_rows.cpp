#include "gis/files/rows.hpp"

#include "gis/core/error.hpp"
#include "gis/files/road_joiner.hpp"
#include "gis/geometry/geodesic.hpp"

#include <fmt/format.h>

namespace gis::files {

namespace {

class RoadReader : public RowReader {
public:
    explicit RoadReader(const RowSink& sink)
        : m_sink(sink), m_road_id(slot("road_id")), m_code(slot("code")), m_name(slot("name")),
          m_class(slot("road_class")), m_surface(slot("surface")), m_from(slot("from_m")),
          m_to(slot("to_m")), m_width(slot("width_m")), m_effective(slot("effective_on")),
          m_commune(slot("managing_commune")), m_condition(slot("condition")), m_work(slot("work")),
          m_evidence(slot("evidence")), m_valid_from(slot("valid_from")),
          m_valid_to(slot("valid_to")) {}

    void read(SourceRow& row) override {
        auto& columns = row.columns;
        RoadPiece piece;
        piece.row = row.number;
        const auto road_class = columns.choice(m_class);
        piece.says_class = road_class.has_value();
        if (road_class) {
            piece.road.road_class =
                model::road_class(*road_class).value_or(model::RoadClass::other);
        }
        read_surface(row, piece);
        ShapeNotices notices;
        auto lines = row.shapes->lines(row.geometry, notices);
        piece.group = columns.text(m_road_id);
        piece.road.code = columns.text(m_code);
        piece.road.name = columns.text(m_name);
        if (columns.has(m_commune)) {
            piece.road.managing_commune = unit_code(m_sink, row, m_commune);
        }
        piece.road.valid_from = columns.date(m_valid_from).value_or(piece.road.valid_from);
        piece.road.valid_to = columns.date(m_valid_to);
        piece.from_m = columns.number(m_from);
        piece.to_m = columns.number(m_to);
        report(m_sink, row.number, notices);
        add(std::move(piece), std::move(lines));
    }

    void finish() override {
        if (m_undated > 0) {
            m_sink.issues.warn(
                0, "no-date", "effective_on",
                {fmt::format(
                     "{} dòng có mặt đường nhưng không có ngày; ghi là có từ trước tới nay. Nếu "
                     "biết ngày, hãy ghi vào ô ngày (effective_on).",
                     m_undated),
                 fmt::format(
                     "{} rows have a surface but no day; recorded as having always been so. Give "
                     "the day (effective_on) when it is known.",
                     m_undated)});
        }
        join_roads(std::move(m_pieces), m_sink);
    }

private:
    [[nodiscard]] static std::size_t slot(std::string_view field) {
        return Columns::slot(Layer::roads, field);
    }

    void read_surface(SourceRow& row, RoadPiece& piece) {
        auto& columns = row.columns;
        const auto surface = columns.choice(m_surface);
        auto& record = piece.record;
        if (surface) {
            record.surface = model::surface(*surface).value_or(model::Surface::unknown);
        }
        record.width_m = columns.number(m_width);
        if (record.width_m && !(*record.width_m > 0 && *record.width_m < 200)) {
            record.width_m.reset(); // 0 is what offices write for "not known"
        }
        record.condition = columns.text(m_condition);
        record.work = columns.text(m_work);
        record.evidence = columns.text(m_evidence);
        const auto day = columns.date(m_effective);
        const Date otherwise = m_sink.options.effective_on.value_or(Date{1900, 1, 1});
        record.effective_on = day.value_or(otherwise);
        piece.has_record = record.surface != model::Surface::unknown || record.width_m ||
                           !record.condition.empty() || !record.work.empty();
        if (piece.has_record && !day && !m_sink.options.effective_on) {
            ++m_undated;
        }
    }

    void add(RoadPiece piece, std::vector<geometry::Line> lines) {
        if (lines.size() > 1) {
            m_sink.issues.warn(
                piece.row, "split-line", "",
                {fmt::format("Hình có {} đoạn rời nhau; mỗi đoạn thành một con đường.",
                             lines.size()),
                 fmt::format("The shape has {} parts that do not meet; each became a road.",
                             lines.size())});
            piece.from_m.reset();
            piece.to_m.reset();
        }
        for (std::size_t i = 1; i < lines.size(); ++i) {
            auto& part = m_pieces.emplace_back(piece);
            part.road.line = std::move(lines[i]);
        }
        piece.road.line = std::move(lines.front());
        // The first part goes before the others and so keeps the code.
        m_pieces.insert(m_pieces.end() - static_cast<std::ptrdiff_t>(lines.size() - 1),
                        std::move(piece));
        for (std::size_t i = m_pieces.size() - lines.size(); i < m_pieces.size(); ++i) {
            m_pieces[i].road.length_m = geometry::length_m(m_pieces[i].road.line);
        }
    }

    RowSink m_sink;
    std::vector<RoadPiece> m_pieces;
    std::int64_t m_undated = 0;
    std::size_t m_road_id;
    std::size_t m_code;
    std::size_t m_name;
    std::size_t m_class;
    std::size_t m_surface;
    std::size_t m_from;
    std::size_t m_to;
    std::size_t m_width;
    std::size_t m_effective;
    std::size_t m_commune;
    std::size_t m_condition;
    std::size_t m_work;
    std::size_t m_evidence;
    std::size_t m_valid_from;
    std::size_t m_valid_to;
};

} // namespace

std::unique_ptr<RowReader> make_road_reader(const RowSink& sink) {
    return std::make_unique<RoadReader>(sink);
}

} // namespace gis::files
