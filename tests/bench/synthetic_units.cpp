#include "tests/bench/random.hpp"
#include "tests/bench/synthetic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

namespace bench {

namespace {

using gis::UnitCode;
using gis::geometry::Line;
using gis::geometry::Point;
using gis::geometry::Polygon;
using gis::geometry::Ring;
using gis::model::Unit;
using gis::model::UnitKind;
using gis::model::UnitLevel;

constexpr std::uint64_t seed_of_units = 2024;

// Segments of a commune's side and of a border between two hamlets of one row.
constexpr std::size_t side_segments = 36;
constexpr std::size_t column_segments = 12;

enum Stream : std::uint64_t { corners, sides_east, sides_north, rows, columns, people, names };

constexpr std::array first_names{"Tân",  "An",   "Phước", "Minh",  "Thanh", "Đồng",  "Bình",
                                 "Long", "Lộc",  "Hưng",  "Phú",   "Thọ",   "Quang", "Đức",
                                 "Hòa",  "Vĩnh", "Thiện", "Thuận", "Trung", "Xuân"};
constexpr std::array second_names{"Hưng", "Khai", "An",    "Đức",  "Tâm",   "Nơ",   "Lợi",
                                  "Hiệp", "Bình", "Thành", "Phú",  "Tân",   "Hòa",  "Lương",
                                  "Sơn",  "Mỹ",   "Nghĩa", "Quan", "Thịnh", "Ngãi", "Giang"};

/// Borders by their place in the lattice, the same whichever unit asks.
class Lattice {
public:
    explicit Lattice(const SyntheticSize& size)
        : m_origin(size.south_west), m_side_lat(size.commune_side_m / metres_per_degree),
          m_side_lon(m_side_lat / std::cos(size.south_west.lat * std::numbers::pi / 180.0)) {}

    [[nodiscard]] Line side_east(std::size_t column, std::size_t row) const {
        return wiggle(corner(column, row), corner(column + 1, row), side_segments,
                      Random{seed_of_units, sides_east, column, row});
    }

    [[nodiscard]] Line side_north(std::size_t column, std::size_t row) const {
        return wiggle(corner(column, row), corner(column, row + 1), side_segments,
                      Random{seed_of_units, sides_north, column, row});
    }

    /// A border between two positions that leaves the straight line by up to 7 % of its length.
    [[nodiscard]] static Line wiggle(const Point& from, const Point& to, std::size_t segments,
                                     Random random) {
        std::array<double, 4> waves{};
        for (std::size_t i = 0; i < waves.size(); ++i) {
            waves[i] = random.between(-0.03, 0.03) / static_cast<double>(i + 1);
        }
        Line line{from};
        for (std::size_t i = 1; i < segments; ++i) {
            const double along = static_cast<double>(i) / static_cast<double>(segments);
            double aside = random.between(-0.1, 0.1) / static_cast<double>(segments);
            for (std::size_t wave = 0; wave < waves.size(); ++wave) {
                aside += waves[wave] *
                         std::sin(std::numbers::pi * static_cast<double>(wave + 1) * along);
            }
            const double lon = to.lon - from.lon;
            const double lat = to.lat - from.lat;
            line.push_back(rounded(
                {from.lon + along * lon - aside * lat, from.lat + along * lat + aside * lon}));
        }
        line.push_back(to);
        return line;
    }

private:
    [[nodiscard]] Point corner(std::size_t column, std::size_t row) const {
        Random random{seed_of_units, corners, column, row};
        const double east = static_cast<double>(column) + random.between(-0.12, 0.12);
        const double north = static_cast<double>(row) + random.between(-0.12, 0.12);
        return rounded({m_origin.lon + east * m_side_lon, m_origin.lat + north * m_side_lat});
    }

    /// To 1e-7 degrees, a centimetre.
    [[nodiscard]] static Point rounded(const Point& point) {
        return {std::round(point.lon * 1e7) / 1e7, std::round(point.lat * 1e7) / 1e7};
    }

    Point m_origin;
    double m_side_lat;
    double m_side_lon;
};

/// Appends line[from..to], backwards when from > to, without repeating the ring's last position.
void append(Ring& ring, const Line& line, std::size_t from, std::size_t to) {
    for (auto i = from;; from < to ? ++i : --i) {
        if (ring.empty() || ring.back() != line[i]) {
            ring.push_back(line[i]);
        }
        if (i == to) {
            return;
        }
    }
}

void append_back(Ring& ring, const Line& line) {
    append(ring, line, line.size() - 1, 0);
}

std::size_t cut(std::size_t index, std::size_t count) {
    return side_segments * index / count;
}

/// A commune's outline and how its hamlets divide it.
class CommuneShape {
public:
    CommuneShape(const Lattice& lattice, std::size_t column, std::size_t row)
        : m_column(column), m_row(row), m_south(lattice.side_east(column, row)),
          m_north(lattice.side_east(column, row + 1)), m_west(lattice.side_north(column, row)),
          m_east(lattice.side_north(column + 1, row)) {}

    [[nodiscard]] Polygon outline() const {
        Ring ring;
        append(ring, m_south, 0, side_segments);
        append(ring, m_east, 0, side_segments);
        append_back(ring, m_north);
        append_back(ring, m_west);
        return {std::move(ring), {}};
    }

    /// Hamlets in rows from south to north.
    [[nodiscard]] std::vector<Polygon> hamlets(std::size_t count) const {
        const auto row_count = static_cast<std::size_t>(
            std::max(1.0, std::round(std::sqrt(static_cast<double>(count)))));
        std::vector<Polygon> result;
        auto lower = m_south;
        for (std::size_t row = 0; row < row_count; ++row) {
            const auto from = cut(row, row_count);
            const auto to = cut(row + 1, row_count);
            auto upper = row + 1 == row_count
                             ? m_north
                             : Lattice::wiggle(m_west[to], m_east[to], side_segments,
                                               Random{seed_of_units, rows, place(), row});
            const auto in_row = count / row_count + (row < count % row_count ? 1 : 0);
            Line left{m_west.begin() + static_cast<std::ptrdiff_t>(from),
                      m_west.begin() + static_cast<std::ptrdiff_t>(to) + 1};
            for (std::size_t column = 0; column < in_row; ++column) {
                const auto west = cut(column, in_row);
                const auto east = cut(column + 1, in_row);
                Line right{m_east.begin() + static_cast<std::ptrdiff_t>(from),
                           m_east.begin() + static_cast<std::ptrdiff_t>(to) + 1};
                if (column + 1 < in_row) {
                    right =
                        Lattice::wiggle(lower[east], upper[east], column_segments,
                                        Random{seed_of_units, columns, place(), row * 64 + column});
                }
                Ring ring;
                append(ring, lower, west, east);
                append(ring, right, 0, right.size() - 1);
                append(ring, upper, east, west);
                append_back(ring, left);
                result.push_back({std::move(ring), {}});
                left = std::move(right);
            }
            lower = std::move(upper);
        }
        return result;
    }

private:
    [[nodiscard]] std::uint64_t place() const { return (m_row << 20) + m_column; }

    std::size_t m_column;
    std::size_t m_row;
    Line m_south;
    Line m_north;
    Line m_west;
    Line m_east;
};

std::string two_names(Random& random) {
    return fmt::format("{} {}", first_names[random.below(first_names.size())],
                       second_names[random.below(second_names.size())]);
}

Unit make_commune(std::size_t index, Polygon outline) {
    Random random{seed_of_units, names, index};
    Unit commune;
    commune.code = UnitCode{fmt::format("{:05}", 20000 + index)};
    commune.level = UnitLevel::commune;
    commune.kind = random.chance(0.08) ? UnitKind::thi_tran : UnitKind::xa;
    commune.name =
        fmt::format("{} {}", commune.kind == UnitKind::xa ? "Xã" : "Thị trấn", two_names(random));
    commune.boundary.push_back(std::move(outline));
    return commune;
}

Unit make_hamlet(const Unit& commune, std::size_t number, Polygon outline) {
    Random random{seed_of_units, people, std::stoull(commune.code.get()), number};
    Unit hamlet;
    hamlet.code = UnitCode{fmt::format("{}-{:02}", commune.code.get(), number)};
    hamlet.level = UnitLevel::hamlet;
    hamlet.kind = random.chance(0.2) ? UnitKind::soc : UnitKind::ap;
    hamlet.name = hamlet.kind == UnitKind::soc ? fmt::format("Sóc {}", two_names(random))
                                               : fmt::format("Ấp {}", number);
    hamlet.parent = commune.code;
    if (random.chance(0.95)) {
        hamlet.population = std::round(random.between(300, 1600));
        hamlet.households = std::round(*hamlet.population / 3.9);
    }
    hamlet.boundary.push_back(std::move(outline));
    return hamlet;
}

} // namespace

std::vector<Unit> synthetic_units(const SyntheticSize& size) {
    const Lattice lattice{size};
    std::vector<Unit> units;
    std::vector<Unit> hamlets;
    units.reserve(size.communes + size.hamlets);
    hamlets.reserve(size.hamlets);
    for (std::size_t i = 0; i < size.communes; ++i) {
        const CommuneShape shape{lattice, i % size.columns, i / size.columns};
        units.push_back(make_commune(i, shape.outline()));
        const auto count = size.hamlets / size.communes + (i < size.hamlets % size.communes);
        std::size_t number = 0;
        for (auto& outline : shape.hamlets(count)) {
            hamlets.push_back(make_hamlet(units.back(), ++number, std::move(outline)));
        }
    }
    std::move(hamlets.begin(), hamlets.end(), std::back_inserter(units));
    return units;
}

} // namespace bench
