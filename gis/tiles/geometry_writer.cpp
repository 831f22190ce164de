#include "gis/tiles/geometry_writer.hpp"

#include <protozero/varint.hpp>

#include <utility>

namespace gis::tiles {

namespace {

constexpr std::uint64_t move_to_one = (1U << 3) | 1U;
constexpr std::uint64_t close_path = (1U << 3) | 7U;

std::uint64_t line_to(std::size_t count) noexcept {
    return (count << 3) | 2U;
}

/// Twice the area by the surveyor's formula.
std::int64_t doubled_area(std::span<const TilePoint> ring) noexcept {
    std::int64_t sum = 0;
    TilePoint previous = ring.back();
    for (const auto& point : ring) {
        sum += previous.x * point.y - point.x * previous.y;
        previous = point;
    }
    return sum;
}

void drop_equal_neighbours(std::vector<TilePoint>& ring) {
    ring.erase(std::unique(ring.begin(), ring.end()), ring.end());
    while (ring.size() > 1 && ring.front() == ring.back()) {
        ring.pop_back();
    }
}

} // namespace

void GeometryWriter::begin() noexcept {
    m_bytes.clear();
    m_cursor = {};
}

char* GeometryWriter::push_point(char* at, const TilePoint& point) noexcept {
    const auto dx = static_cast<std::int32_t>(point.x - m_cursor.x);
    const auto dy = static_cast<std::int32_t>(point.y - m_cursor.y);
    m_cursor = point;
    at += protozero::write_varint(at, protozero::encode_zigzag32(dx));
    at += protozero::write_varint(at, protozero::encode_zigzag32(dy));
    return at;
}

void GeometryWriter::add_point(const WorldPoint& point) {
    const auto at_unit = m_grid.to_tile(point);
    if (outside_code(at_unit) != 0) {
        return;
    }
    char* at = m_bytes.room(3 * max_varint);
    at += protozero::write_varint(at, move_to_one);
    m_bytes.written_to(push_point(at, at_unit));
}

void GeometryWriter::add_line(std::span<const WorldPoint> line, Reach reach) {
    m_run.clear();
    if (reach == Reach::inside) {
        for (const auto& point : line) {
            const auto at_unit = m_grid.to_tile(point);
            if (m_run.empty() || at_unit != m_run.back()) {
                m_run.push_back(at_unit);
            }
        }
        end_run();
        return;
    }
    if (line.empty()) {
        return;
    }
    TilePoint previous = m_grid.to_tile(line.front());
    for (const auto& point : line.subspan(1)) {
        const auto at_unit = m_grid.to_tile(point);
        if (at_unit != previous) {
            add_clipped(previous, at_unit);
            previous = at_unit;
        }
    }
    end_run();
}

void GeometryWriter::add_clipped(const TilePoint& from, const TilePoint& to) {
    const auto clipped = clip_segment(from, to);
    if (!clipped) {
        end_run();
        return;
    }
    const auto& [start, end] = *clipped;
    if (!m_run.empty() && m_run.back() != start) {
        end_run();
    }
    if (m_run.empty()) {
        m_run.push_back(start);
    }
    if (end != start) {
        m_run.push_back(end);
    }
    if (end != to) {
        end_run();
    }
}

void GeometryWriter::end_run() {
    if (m_run.size() >= 2) {
        char* at = m_bytes.room((2 * m_run.size() + 2) * max_varint);
        at += protozero::write_varint(at, move_to_one);
        at = push_point(at, m_run.front());
        at += protozero::write_varint(at, line_to(m_run.size() - 1));
        for (const auto& point : std::span{m_run}.subspan(1)) {
            at = push_point(at, point);
        }
        m_bytes.written_to(at);
    }
    m_run.clear();
}

bool GeometryWriter::add_ring(std::span<const WorldPoint> ring, RingRole role, Reach reach) {
    m_run.clear();
    unsigned outside = 0;
    unsigned all_outside = ~0U;
    for (const auto& point : ring) {
        const auto at_unit = m_grid.to_tile(point);
        if (!m_run.empty() && at_unit == m_run.back()) {
            continue;
        }
        if (reach == Reach::beyond) {
            const unsigned code = outside_code(at_unit);
            outside |= code;
            all_outside &= code;
        }
        m_run.push_back(at_unit);
    }
    if (reach == Reach::beyond && all_outside != 0) {
        return false;
    }
    if (outside != 0) {
        m_run = m_clipper.clip(std::move(m_run), outside);
    }
    drop_equal_neighbours(m_run);
    if (m_run.size() < 3) {
        return false;
    }
    const std::int64_t area = doubled_area(m_run);
    if (role == RingRole::outer ? area <= 0 : area >= 0) {
        return false;
    }
    push_ring(m_run);
    return true;
}

void GeometryWriter::add_dust(const WorldPoint& point) {
    const auto corner = m_grid.to_tile(point);
    const TilePoint opposite{corner.x + 1, corner.y + 1};
    if ((outside_code(corner) | outside_code(opposite)) != 0) {
        return;
    }
    m_run = {corner, {opposite.x, corner.y}, opposite, {corner.x, opposite.y}};
    push_ring(m_run);
}

void GeometryWriter::push_ring(std::span<const TilePoint> ring) {
    char* at = m_bytes.room((2 * ring.size() + 3) * max_varint);
    at += protozero::write_varint(at, move_to_one);
    at = push_point(at, ring.front());
    at += protozero::write_varint(at, line_to(ring.size() - 1));
    for (const auto& point : ring.subspan(1)) {
        at = push_point(at, point);
    }
    at += protozero::write_varint(at, close_path);
    m_bytes.written_to(at);
}

} // namespace gis::tiles
