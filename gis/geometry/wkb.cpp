#include "gis/geometry/wkb.hpp"

#include "gis/core/error.hpp"

#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

namespace gis::geometry {

namespace {

static_assert(std::endian::native == std::endian::little, "WKB is copied without swapping");

enum WkbType : std::uint32_t {
    wkb_point = 1,
    wkb_line = 2,
    wkb_polygon = 3,
    wkb_multi_point = 4,
    wkb_multi_line = 5,
    wkb_multi_polygon = 6
};

constexpr std::size_t position_bytes = 2 * sizeof(double);

class Writer {
public:
    void header(WkbType type) {
        m_bytes.push_back(std::byte{1});
        count(type);
    }
    void count(std::size_t value) { append(static_cast<std::uint32_t>(value)); }
    void position(const Point& point) {
        append(point.lon);
        append(point.lat);
    }
    void positions(const Line& line) {
        count(line.size());
        for (const auto& point : line) {
            position(point);
        }
    }
    [[nodiscard]] Bytes take() { return std::move(m_bytes); }

private:
    template <class T>
    void append(T value) {
        const auto at = m_bytes.size();
        m_bytes.resize(at + sizeof(T));
        std::memcpy(m_bytes.data() + at, &value, sizeof(T));
    }

    Bytes m_bytes;
};

[[noreturn]] void bad_wkb(const char* vi, const char* en) {
    throw Error{ErrorKind::invalid_data,
                "bad-wkb",
                {std::string{"Hình học WKB hỏng: "} + vi + ".",
                 std::string{"Malformed WKB geometry: "} + en + "."}};
}

class Reader {
public:
    explicit Reader(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    [[nodiscard]] std::uint32_t header() {
        if (take<std::uint8_t>() != 1) {
            bad_wkb("không phải little-endian", "not little-endian");
        }
        return take<std::uint32_t>();
    }

    /// A count of things that take at least `each` bytes apiece.
    [[nodiscard]] std::size_t count(std::size_t each) {
        const std::size_t value = take<std::uint32_t>();
        if (value > m_bytes.size() / each) {
            bad_wkb("số phần tử vượt quá dữ liệu", "a count exceeds the bytes that are left");
        }
        return value;
    }

    [[nodiscard]] Point position() { return {take<double>(), take<double>()}; }

    [[nodiscard]] Line positions() {
        Line line(count(position_bytes));
        for (auto& point : line) {
            point = position();
        }
        return line;
    }

    [[nodiscard]] Polygon polygon() {
        const auto rings = count(sizeof(std::uint32_t));
        if (rings == 0) {
            bad_wkb("đa giác rỗng", "a polygon without rings");
        }
        Polygon result;
        result.outer = positions();
        for (std::size_t i = 1; i < rings; ++i) {
            result.holes.push_back(positions());
        }
        return result;
    }

    void expect(WkbType type) {
        if (header() != type) {
            bad_wkb("thành phần sai kiểu", "a member of the wrong type");
        }
    }

    void expect_end() const {
        if (!m_bytes.empty()) {
            bad_wkb("thừa dữ liệu ở cuối", "trailing bytes");
        }
    }

private:
    template <class T>
    [[nodiscard]] T take() {
        if (m_bytes.size() < sizeof(T)) {
            bad_wkb("dữ liệu bị cắt cụt", "truncated");
        }
        T value;
        std::memcpy(&value, m_bytes.data(), sizeof(T));
        m_bytes = m_bytes.subspan(sizeof(T));
        return value;
    }

    std::span<const std::byte> m_bytes;
};

constexpr std::size_t member_bytes = 1 + sizeof(std::uint32_t);

Geometry read_geometry(Reader& reader) {
    switch (reader.header()) {
    case wkb_point:
        return reader.position();
    case wkb_line:
        return reader.positions();
    case wkb_polygon:
        return MultiPolygon{reader.polygon()};
    case wkb_multi_point: {
        if (reader.count(member_bytes) != 1) {
            bad_wkb("chỉ nhận một điểm", "only a multi-point of one is a point");
        }
        reader.expect(wkb_point);
        return reader.position();
    }
    case wkb_multi_line: {
        std::vector<Line> lines(reader.count(member_bytes));
        for (auto& line : lines) {
            reader.expect(wkb_line);
            line = reader.positions();
        }
        return lines;
    }
    case wkb_multi_polygon: {
        MultiPolygon polygons(reader.count(member_bytes));
        for (auto& polygon : polygons) {
            reader.expect(wkb_polygon);
            polygon = reader.polygon();
        }
        return polygons;
    }
    default:
        bad_wkb("kiểu hình học không hỗ trợ", "unsupported geometry type");
    }
}

} // namespace

Bytes to_wkb(const Point& point) {
    Writer writer;
    writer.header(wkb_point);
    writer.position(point);
    return writer.take();
}

Bytes to_wkb(const Line& line) {
    Writer writer;
    writer.header(wkb_line);
    writer.positions(line);
    return writer.take();
}

Bytes to_wkb(const MultiPolygon& polygons) {
    Writer writer;
    writer.header(wkb_multi_polygon);
    writer.count(polygons.size());
    for (const auto& polygon : polygons) {
        writer.header(wkb_polygon);
        writer.count(1 + polygon.holes.size());
        writer.positions(polygon.outer);
        for (const auto& hole : polygon.holes) {
            writer.positions(hole);
        }
    }
    return writer.take();
}

Geometry from_wkb(std::span<const std::byte> bytes) {
    Reader reader{bytes};
    auto geometry = read_geometry(reader);
    reader.expect_end();
    return geometry;
}

} // namespace gis::geometry
