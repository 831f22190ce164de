#include "gis/analysis/hardening_links.hpp"

#include "gis/analysis/filter_features.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace gis::analysis {

namespace {

using Kind = HardeningLink::Kind;

/// How far around the units roads are looked at: a way to a facility may lead through a neighbour.
constexpr double margin_m = 10'000;
constexpr double shortest_m = 1e-6; ///< shorter stretches are rounding

/// What the map says of the stretches of roads that are asked about.
class Judge {
public:
    Judge(const MeasureBasis& basis, const HardeningQuestion& question)
        : m_basis(basis), m_question(question) {
        for (const auto road_class : question.classes) {
            m_classes.insert(road_class);
        }
    }

    [[nodiscard]] Kind kind_of(const model::Road& road, const model::SurfaceInterval& stretch,
                               bool in_scope) const {
        const auto hardened = m_basis.rules->verdict(road.road_class, stretch.surface);
        if (hardened == true) {
            return Kind::hardened;
        }
        const bool known_not = hardened == false || m_question.unknown_too;
        return in_scope && known_not && counts_more(road, stretch) ? Kind::candidate : Kind::closed;
    }

private:
    /// Whether building the standard makes what is asked about grow.
    [[nodiscard]] bool counts_more(const model::Road& road,
                                   const model::SurfaceInterval& stretch) const {
        const auto standard = standard_of(m_question, road.road_class);
        auto built = stretch;
        built.surface = standard.surface;
        built.width_m = standard.width_m;
        if (m_basis.rules->verdict(road.road_class, built.surface) != true) {
            return false;
        }
        if (m_question.indicator == nullptr) {
            return m_classes.contains(road.road_class);
        }
        const auto& measurement = *m_question.indicator->measurement;
        const auto in = [&](const std::optional<model::Filter>& filter, const auto& what) {
            return !filter || holds(*filter, values_of(road, what, *m_basis.rules)) == true;
        };
        return in(measurement.of, built) && in(measurement.where, built) &&
               !in(measurement.where, stretch);
    }

    const MeasureBasis& m_basis;
    const HardeningQuestion& m_question;
    std::set<model::RoadClass> m_classes;
};

class LinkMaker {
public:
    LinkMaker(const MeasureBasis& basis, const HardeningQuestion& question)
        : m_basis(basis), m_question(question), m_judge(basis, question) {
        const auto& units = basis.snapshot->units();
        if (question.units.empty()) {
            m_scopes.emplace_back(units, std::nullopt, ReportBy::hamlet);
        }
        for (const auto& unit : question.units) {
            m_scopes.emplace_back(units, unit, ReportBy::hamlet);
        }
        double access_m = 0;
        for (const auto* service : question.services) {
            access_m = std::max(access_m, service->access_m);
        }
        m_access_m = access_m;
        m_roads = basis.coverage->people_on_roads(Passable::all, basis.as_of, nullptr, access_m);
    }

    HardeningLinks run() {
        const auto& network = *m_roads->network;
        m_result.nodes = network.node_count();
        m_first_link.assign(network.edges().size() + 1, 0);
        const auto near = parts_near();
        std::uint32_t edge = 0;
        for (std::size_t part = 0; part < network.parts().size(); ++part) {
            const auto roads = m_basis.ledger->parts()[part]->part->roads.size();
            for (std::size_t i = 0; i < roads; ++i) {
                const auto number = network.first_road(part) + static_cast<std::uint32_t>(i);
                const auto edges = network.edges_of(number);
                if (near[part] && !edges.empty()) {
                    add_road(part, i, edges, edge);
                } else {
                    skip(edges.size(), edge);
                }
                edge += static_cast<std::uint32_t>(edges.size());
            }
            if (m_question.keep_going) {
                m_question.keep_going();
            }
        }
        m_first_link.back() = static_cast<std::uint32_t>(m_result.links.size());
        add_people();
        add_facilities();
        return std::move(m_result);
    }

private:
    [[nodiscard]] bool in_scope(const LedgerPiece& piece) const {
        return std::any_of(m_scopes.begin(), m_scopes.end(), [&](const ReportScope& scope) {
            return scope.row_of(piece.hamlet, piece.commune).has_value();
        });
    }

    [[nodiscard]] std::vector<bool> parts_near() const {
        const auto& parts = m_roads->network->parts();
        if (m_question.units.empty()) {
            return std::vector<bool>(parts.size(), true);
        }
        std::vector<geometry::Box> asked;
        for (const auto& scope : m_scopes) {
            asked.push_back(widened(geometry::box_of(scope.unit()->boundary), margin_m));
        }
        std::vector<bool> near;
        for (const auto& part : parts) {
            near.push_back(std::any_of(asked.begin(), asked.end(), [&](const geometry::Box& box) {
                return box.intersects(part->grid().box());
            }));
        }
        return near;
    }

    void skip(std::size_t edges, std::uint32_t first) {
        for (std::size_t k = 0; k < edges; ++k) {
            m_first_link[first + k] = static_cast<std::uint32_t>(m_result.links.size());
        }
    }

    void add_road(std::size_t part, std::size_t i, std::span<const RoadEdge> edges,
                  std::uint32_t first_edge) {
        const auto& ledger = *m_basis.ledger->parts()[part];
        const auto& road = ledger.part->roads[i];
        const auto surfaces = model::surfaces_on(road.surfaces, road.length_m, m_basis.as_of);
        const auto pieces = ledger.pieces_of(i);
        for (std::size_t k = 0; k < edges.size(); ++k) {
            m_first_link[first_edge + k] = static_cast<std::uint32_t>(m_result.links.size());
            m_node = edges[k].a;
            for (const auto& surface : surfaces) {
                for (const auto& piece : pieces) {
                    const double from_m = std::max({edges[k].from_m, surface.from_m, piece.from_m});
                    const double to_m = std::min({edges[k].to_m, surface.to_m, piece.to_m});
                    if (to_m - from_m > shortest_m) {
                        add_stretch(road, surface, piece, from_m, to_m);
                    }
                }
            }
            close_edge(edges[k], m_first_link[first_edge + k]);
        }
    }

    /// One surface in one place, in pieces when it may be hardened.
    void add_stretch(const model::Road& road, const model::SurfaceInterval& surface,
                     const LedgerPiece& piece, double from_m, double to_m) {
        HardeningLink link;
        link.road = &road;
        link.surface = surface.surface;
        link.place = piece;
        link.kind = m_judge.kind_of(road, surface, in_scope(piece));
        std::size_t pieces = 1;
        if (link.kind == Kind::candidate) {
            const auto standard = standard_of(m_question, road.road_class);
            link.vnd_per_m = m_question.costs->vnd_per_m(standard.surface, standard.width_m);
            pieces = static_cast<std::size_t>(std::ceil((to_m - from_m) / m_question.piece_m));
        }
        for (std::size_t p = 0; p < pieces; ++p) {
            const auto share = [&](std::size_t k) {
                return std::lerp(from_m, to_m,
                                 static_cast<double>(k) / static_cast<double>(pieces));
            };
            link.from_m = share(p);
            link.to_m = share(p + 1);
            link.a = m_node;
            link.b = m_result.nodes++;
            m_node = link.b;
            m_result.links.push_back(link);
        }
    }

    /// The last link of an edge ends at its node.
    void close_edge(const RoadEdge& edge, std::uint32_t first) {
        if (m_result.links.size() > first) {
            m_result.links.back().b = edge.b;
            --m_result.nodes;
        }
    }

    /// The link at a place, or none.
    [[nodiscard]] HardeningLink* link_at(const Attachment& place) {
        if (place.edge == no_edge) {
            return nullptr;
        }
        const auto first = m_first_link[place.edge];
        const auto last = m_first_link[place.edge + 1];
        if (first == last) {
            return nullptr;
        }
        const double at_m =
            m_roads->network->edges()[place.edge].from_m + static_cast<double>(place.along_m);
        auto found = first;
        while (found + 1 < last && m_result.links[found].to_m < at_m) {
            ++found;
        }
        return &m_result.links[found];
    }

    void add_people() {
        const auto population = m_basis.coverage->population();
        const auto& units = m_basis.snapshot->units();
        for (std::size_t hamlet = 0; hamlet < units.hamlets.size(); ++hamlet) {
            const auto commune = units.commune_of_hamlet[hamlet];
            const LedgerPiece here{0, 0, static_cast<model::UnitIndex>(hamlet),
                                   commune < units.communes.size() ? commune : no_unit};
            if (!in_scope(here)) {
                continue;
            }
            const auto& people = population->hamlets[hamlet];
            if (!people.population) {
                ++m_result.hamlets_unknown;
                continue;
            }
            for (auto i = people.first; i < people.last; ++i) {
                const double persons = population->persons(hamlet, i);
                m_result.people += persons;
                if (auto* link = link_at((*m_roads->places)[i])) {
                    link->people += persons;
                } else {
                    m_result.off_roads += persons;
                }
            }
        }
    }

    void add_facilities() {
        const auto& network = *m_roads->network;
        const auto hardened =
            m_basis.coverage
                ->people_on_roads(Passable::all_season, m_basis.as_of, m_basis.rules, m_access_m)
                ->network;
        for (std::size_t s = 0; s < m_question.services.size(); ++s) {
            const auto enter = [&](const Attachment& place) {
                if (auto* link = link_at(place)) {
                    link->services |= 1U << s;
                }
            };
            for (const auto& facility :
                 m_basis.coverage->facilities(*m_question.services[s], m_basis.as_of)) {
                enter(network.attach(facility.location, m_access_m));
                const auto near = hardened->attach(facility.location, m_access_m);
                if (near.edge != no_edge) {
                    const auto& edge = hardened->edges()[near.edge];
                    enter(network.place_at(edge.road,
                                           edge.from_m + static_cast<double>(near.along_m)));
                }
            }
        }
    }

    const MeasureBasis& m_basis;
    const HardeningQuestion& m_question;
    Judge m_judge;
    std::vector<ReportScope> m_scopes;
    double m_access_m = 0;
    std::shared_ptr<const PeopleOnRoads> m_roads;
    std::vector<std::uint32_t> m_first_link; ///< of each edge; one more at the end
    std::uint32_t m_node = 0;                ///< where the next link of the edge begins
    HardeningLinks m_result;
};

} // namespace

HardeningLinks hardening_links(const MeasureBasis& basis, const HardeningQuestion& question) {
    return LinkMaker{basis, question}.run();
}

} // namespace gis::analysis
