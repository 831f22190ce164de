#include "gis/store/blob.hpp"

#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

namespace gis::store {

namespace {

static_assert(std::endian::native == std::endian::little, "BLOBs are copied without swapping");
static_assert(sizeof(geometry::Point) == 2 * sizeof(double), "positions are copied as a block");

constexpr std::byte start_mark{0x00};
constexpr std::byte little_endian_mark{0x01};
constexpr std::byte box_end_mark{0x7c};
constexpr std::byte entity_mark{0x69};
constexpr std::byte end_mark{0xfe};
constexpr std::int32_t srid = 4326;

constexpr std::int32_t class_point = 1;
constexpr std::int32_t class_line = 2;
constexpr std::int32_t class_polygon = 3;
constexpr std::int32_t class_multi_polygon = 6;

constexpr std::size_t header_bytes = 2 + sizeof(srid) + 4 * sizeof(double) + 1;
constexpr std::size_t class_bytes = sizeof(std::int32_t);
constexpr std::size_t count_bytes = sizeof(std::uint32_t);
constexpr std::size_t position_bytes = sizeof(geometry::Point);
constexpr std::size_t least_ring_bytes = count_bytes + 4 * position_bytes;
constexpr std::size_t least_polygon_bytes = 1 + class_bytes + count_bytes + least_ring_bytes;

class Writer {
public:
    Writer(std::int32_t geometry_class, const geometry::Box& box, std::size_t body_bytes) {
        m_bytes.reserve(header_bytes + class_bytes + body_bytes + 1);
        mark(start_mark);
        mark(little_endian_mark);
        append(srid);
        append(box.min_lon);
        append(box.min_lat);
        append(box.max_lon);
        append(box.max_lat);
        mark(box_end_mark);
        append(geometry_class);
    }

    void mark(std::byte value) { m_bytes.push_back(value); }
    void count(std::size_t value) { append(static_cast<std::uint32_t>(value)); }
    void positions(std::span<const geometry::Point> points) {
        const auto bytes = std::as_bytes(points);
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    }
    void ring(const geometry::Ring& points) {
        count(points.size());
        positions(points);
    }
    void polygon(const geometry::Polygon& polygon) {
        mark(entity_mark);
        append(class_polygon);
        count(1 + polygon.holes.size());
        ring(polygon.outer);
        for (const auto& hole : polygon.holes) {
            ring(hole);
        }
    }
    [[nodiscard]] geometry::Bytes take() {
        mark(end_mark);
        return std::move(m_bytes);
    }

private:
    template <class T>
    void append(T value) {
        const auto bytes = std::as_bytes(std::span{&value, 1});
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    }

    geometry::Bytes m_bytes;
};

/// Reads on until the first thing that is wrong; from then on it only remembers that.
class Reader {
public:
    Reader(std::span<const std::byte> blob, std::int32_t geometry_class) : m_bytes(blob) {
        expect(start_mark);
        expect(little_endian_mark);
        expect(srid);
        m_box.min_lon = take<double>();
        m_box.min_lat = take<double>();
        m_box.max_lon = take<double>();
        m_box.max_lat = take<double>();
        expect(box_end_mark);
        expect(geometry_class);
    }

    [[nodiscard]] bool good() const noexcept { return m_good; }

    template <class T>
    void expect(T value) {
        if (take<T>() != value) {
            m_good = false;
        }
    }

    /// A count of `least` or more things that take `each` bytes or more; 0 when it cannot be.
    [[nodiscard]] std::size_t count(std::size_t least, std::size_t each) {
        const std::size_t value = take<std::uint32_t>();
        if (value < least || value > m_bytes.size() / each) {
            m_good = false;
        }
        return m_good ? value : 0;
    }

    [[nodiscard]] std::vector<geometry::Point> positions(std::size_t size) {
        std::vector<geometry::Point> points(m_good ? size : 0);
        if (m_bytes.size() < points.size() * position_bytes) {
            m_good = false;
            return {};
        }
        if (!points.empty()) {
            std::memcpy(points.data(), m_bytes.data(), points.size() * position_bytes);
        }
        m_bytes = m_bytes.subspan(points.size() * position_bytes);
        for (const auto& point : points) {
            m_good = m_good && geometry::is_valid_position(point);
        }
        return points;
    }

    [[nodiscard]] geometry::Ring ring() {
        auto points = positions(count(4, position_bytes));
        m_good = m_good && points.front() == points.back();
        return points;
    }

    [[nodiscard]] geometry::Polygon polygon() {
        expect(entity_mark);
        expect(class_polygon);
        const auto rings = count(1, least_ring_bytes);
        geometry::Polygon result;
        result.outer = ring();
        for (std::size_t i = 1; i < rings && m_good; ++i) {
            result.holes.push_back(ring());
        }
        return result;
    }

    [[nodiscard]] bool ends_with(const geometry::Box& box) {
        expect(end_mark);
        return m_good && m_bytes.empty() && box == m_box;
    }

private:
    template <class T>
    [[nodiscard]] T take() {
        T value{};
        if (m_bytes.size() < sizeof(T)) {
            m_good = false;
            return value;
        }
        std::memcpy(&value, m_bytes.data(), sizeof(T));
        m_bytes = m_bytes.subspan(sizeof(T));
        return value;
    }

    std::span<const std::byte> m_bytes;
    geometry::Box m_box;
    bool m_good = true;
};

std::size_t polygon_bytes(const geometry::Polygon& polygon) {
    auto bytes = 1 + class_bytes + count_bytes;
    bytes += count_bytes + polygon.outer.size() * position_bytes;
    for (const auto& hole : polygon.holes) {
        bytes += count_bytes + hole.size() * position_bytes;
    }
    return bytes;
}

} // namespace

geometry::Bytes to_blob(const geometry::Point& point) {
    const std::span points{&point, 1};
    Writer writer{class_point, geometry::box_of(points), position_bytes};
    writer.positions(points);
    return writer.take();
}

geometry::Bytes to_blob(const geometry::Line& line) {
    Writer writer{class_line, geometry::box_of(line), count_bytes + line.size() * position_bytes};
    writer.ring(line);
    return writer.take();
}

geometry::Bytes to_blob(const geometry::MultiPolygon& polygons) {
    auto body_bytes = count_bytes;
    for (const auto& polygon : polygons) {
        body_bytes += polygon_bytes(polygon);
    }
    Writer writer{class_multi_polygon, geometry::box_of(polygons), body_bytes};
    writer.count(polygons.size());
    for (const auto& polygon : polygons) {
        writer.polygon(polygon);
    }
    return writer.take();
}

std::optional<geometry::Point> point_from_blob(std::span<const std::byte> blob) {
    Reader reader{blob, class_point};
    const auto points = reader.positions(1);
    if (!reader.ends_with(geometry::box_of(points))) {
        return std::nullopt;
    }
    return points.front();
}

std::optional<geometry::Line> line_from_blob(std::span<const std::byte> blob) {
    Reader reader{blob, class_line};
    auto line = reader.positions(reader.count(2, position_bytes));
    if (!reader.ends_with(geometry::box_of(line))) {
        return std::nullopt;
    }
    return line;
}

std::optional<geometry::MultiPolygon> multi_polygon_from_blob(std::span<const std::byte> blob) {
    Reader reader{blob, class_multi_polygon};
    const auto count = reader.count(1, least_polygon_bytes);
    geometry::MultiPolygon polygons;
    polygons.reserve(count);
    for (std::size_t i = 0; i < count && reader.good(); ++i) {
        polygons.push_back(reader.polygon());
    }
    if (!reader.ends_with(geometry::box_of(polygons))) {
        return std::nullopt;
    }
    return polygons;
}

} // namespace gis::store
