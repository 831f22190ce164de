#include "gis/analysis/hardening_plan.hpp"

#include "gis/analysis/hardening_links.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>

namespace gis::analysis {

namespace {

using Kind = HardeningLink::Kind;
using model::Unit;
using model::UnitIndex;

constexpr double no_limit = std::numeric_limits<double>::infinity();
constexpr double least_rest_m = 1e-3; ///< a shorter rest of a limit is not worth a stretch

[[noreturn]] void refuse(std::string code, std::string vi, std::string en, std::string field) {
    throw Error{ErrorKind::invalid_argument,
                std::move(code),
                {std::move(vi), std::move(en)},
                std::move(field)};
}

void check(const HardeningQuestion& question) {
    if (!question.budget_vnd && !question.length_m && !question.share) {
        refuse("no-limit", "Hãy cho biết kinh phí, số km hoặc tỷ lệ cần đạt.",
               "Say a budget, a length or the share to be reached.", "budget_vnd");
    }
    if (question.indicator != nullptr && !is_of_roads(*question.indicator)) {
        refuse("not-of-roads", "Chỉ tiêu này không đo bằng chiều dài đường.",
               "This indicator is not measured in lengths of roads.", "indicator");
    }
    if (question.share && question.indicator != nullptr &&
        question.indicator->measurement->measure != model::Measure::length_share) {
        refuse("not-a-share", "Chỉ tiêu này không phải là tỷ lệ: hãy cho biết số km.",
               "This indicator is no share: say a length.", "share");
    }
    if (question.services.empty() || question.services.size() > max_hardening_services) {
        refuse("bad-services", fmt::format("Cần từ 1 đến {} loại dịch vụ.", max_hardening_services),
               fmt::format("From 1 to {} services are needed.", max_hardening_services),
               "services");
    }
}

const Unit* unit_at(const std::vector<Unit>& units, UnitIndex at) {
    return at < units.size() ? &units[at] : nullptr;
}

/// What may still be spent, built, and built in each commune.
struct Room {
    double vnd = no_limit;
    double metres = no_limit;
    std::map<UnitIndex, double> by_commune; ///< metres; absent: no limit

    /// How many metres of a link there is room for.
    [[nodiscard]] double for_link(const HardeningLink& link) const {
        const auto own = by_commune.find(link.place.commune);
        return std::min({link.length_m(), metres, vnd / link.vnd_per_m,
                         own == by_commune.end() ? no_limit : own->second});
    }
    void use(const HardeningLink& link, double length_m) {
        vnd -= length_m * link.vnd_per_m;
        metres -= length_m;
        const auto own = by_commune.find(link.place.commune);
        if (own != by_commune.end()) {
            own->second -= length_m;
        }
    }
};

class Planner {
public:
    Planner(const MeasureBasis& basis, HardeningQuestion question)
        : m_basis(basis), m_units(basis.snapshot->units()) {
        m_plan.question = std::move(question);
    }

    HardeningPlan run() {
        const auto& question = m_plan.question;
        m_links = hardening_links(m_basis, question);
        go_on();
        m_plan.people = m_links.people;
        m_plan.off_roads = m_links.off_roads;
        m_plan.hamlets_unknown = m_links.hamlets_unknown;
        m_chosen.assign(m_links.links.size(), false);
        m_plan.before = people_on_way(m_links, m_chosen, question.services.size());
        m_room.vnd = question.budget_vnd.value_or(no_limit);
        m_room.metres = question.length_m.value_or(no_limit);
        if (question.share) {
            set_quotas();
        }
        const auto price = question.budget_vnd || !question.length_m ? HardeningPrice::vnd
                                                                     : HardeningPrice::metres;
        m_forest = hardening_forest(m_links, price);
        go_on();
        if (question.aim == HardeningAim::people) {
            choose_people(price);
            go_on();
        }
        choose_metres();
        m_plan.after = people_on_way(m_links, m_chosen, question.services.size());
        list_intervals();
        list_rest();
        return std::move(m_plan);
    }

private:
    struct Piece {
        std::uint32_t link = 0;
        double length_m = 0;   ///< shorter than the link: a part of it
        double people = 0;     ///< gained
        bool from_end = false; ///< the part is the one at the link's end
    };

    void go_on() const {
        if (m_plan.question.keep_going) {
            m_plan.question.keep_going();
        }
    }

    /// How much every commune lacks of the share.
    void set_quotas() {
        const auto& question = m_plan.question;
        std::map<UnitIndex, HardeningQuota> quotas;
        for (const auto& link : m_links.links) {
            if (link.kind == Kind::candidate && link.place.commune != no_unit) {
                quotas[link.place.commune].commune = &m_units.communes[link.place.commune];
            }
        }
        for (auto& [commune, quota] : quotas) {
            const auto measured = share_in(quota.commune->code);
            quota.total_m = measured.total;
            quota.hardened_m = measured.chosen;
            quota.needed_m =
                std::max(0.0, *question.share / 100.0 * measured.total - measured.chosen);
            m_room.by_commune[commune] = quota.needed_m;
            m_plan.quotas.push_back(quota);
        }
        m_room.by_commune[no_unit] = 0; // a road in no commune helps no commune's share
    }

    [[nodiscard]] Measured share_in(const UnitCode& commune) const {
        const auto& question = m_plan.question;
        if (question.indicator != nullptr) {
            return measure(*question.indicator->measurement, m_basis, commune);
        }
        const auto report = road_report(*m_basis.snapshot, *m_basis.ledger, *m_basis.rules,
                                        {commune, ReportBy::commune, m_basis.as_of, nullptr});
        const auto figures = report.totals.of(question.classes);
        Measured measured;
        measured.total = figures.total_m;
        measured.chosen = figures.hardened_m;
        return measured;
    }

    void choose_people(HardeningPrice price) {
        const bool shared_out = !m_room.by_commune.empty();
        const double budget = shared_out                     ? no_limit
                              : price == HardeningPrice::vnd ? m_room.vnd
                                                             : m_room.metres;
        const auto choice = choose_within(m_forest.items, budget);
        const bool one_limit =
            !shared_out && !(m_plan.question.budget_vnd && m_plan.question.length_m);
        if (one_limit) {
            m_plan.bound = m_plan.before.to_all + choice.bound;
        }
        for (const auto item : choice.items) {
            const auto above = m_forest.items[item].parent;
            const bool hangs_on = above == no_item || m_chosen[m_forest.link[above]];
            const auto link = m_forest.link[item];
            const bool whole = m_room.for_link(m_links.links[link]) >=
                               m_links.links[link].length_m() - least_rest_m;
            if (hangs_on && whole) {
                take({link, m_links.links[link].length_m(), m_forest.items[item].gain, false});
            }
        }
    }

    /// The cheapest metres first; of the same cost those that hang on what is hardened, as the
    /// forest has them. What a commune still needs is cut to measure.
    void choose_metres() {
        struct Metre {
            double vnd_per_m = 0;
            std::size_t rank = 0;
            std::uint32_t link = 0;
            std::uint32_t item = no_item;
        };
        std::vector<Metre> rest;
        for (const auto& block : best_blocks(m_forest.items)) {
            for (const auto item : block.items) {
                const auto link = m_forest.link[item];
                rest.push_back({m_links.links[link].vnd_per_m, rest.size(), link, item});
            }
        }
        for (const auto link : m_forest.unreached) {
            rest.push_back({m_links.links[link].vnd_per_m, rest.size(), link, no_item});
        }
        std::sort(rest.begin(), rest.end(), [](const Metre& a, const Metre& b) {
            return std::pair{a.vnd_per_m, a.rank} < std::pair{b.vnd_per_m, b.rank};
        });
        for (const auto& metre : rest) {
            const auto& link = m_links.links[metre.link];
            const double room_m = m_room.for_link(link);
            if (!taken(metre.link) && room_m > least_rest_m) {
                const bool whole = room_m >= link.length_m() - least_rest_m;
                const bool hangs_on = metre.item != no_item && whole && is_reached(metre.item);
                take({metre.link, whole ? link.length_m() : room_m,
                      hangs_on ? m_forest.items[metre.item].gain : 0.0,
                      metre.item != no_item && m_forest.from_end[metre.item]});
            }
        }
    }

    [[nodiscard]] bool taken(std::uint32_t link) const {
        return m_chosen[link] || m_in_part.contains(link);
    }

    /// Whether all that leads to an item is taken.
    [[nodiscard]] bool is_reached(std::uint32_t item) const {
        for (auto above = m_forest.items[item].parent; above != no_item;
             above = m_forest.items[above].parent) {
            if (!m_chosen[m_forest.link[above]]) {
                return false;
            }
        }
        return true;
    }

    void take(const Piece& piece) {
        const auto& link = m_links.links[piece.link];
        m_room.use(link, piece.length_m);
        m_order.push_back(piece);
        if (piece.length_m >= link.length_m()) {
            m_chosen[piece.link] = true;
        } else {
            m_in_part.insert(piece.link);
        }
    }

    /// Pieces that touch become one interval, which stands where its first piece was chosen.
    void list_intervals() {
        std::vector<std::size_t> ranks(m_order.size());
        std::iota(ranks.begin(), ranks.end(), std::size_t{0});
        std::sort(ranks.begin(), ranks.end(), [this](std::size_t a, std::size_t b) {
            return m_order[a].link < m_order[b].link; // links are in the order of chainage
        });
        std::vector<std::pair<std::size_t, HardeningInterval>> ranked;
        for (const auto rank : ranks) {
            auto next = interval_of(m_order[rank]);
            auto* last = ranked.empty() ? nullptr : &ranked.back().second;
            const bool goes_on = last != nullptr && last->road == next.road &&
                                 last->to_m == next.from_m && last->hamlet == next.hamlet &&
                                 last->commune == next.commune &&
                                 last->old_surface == next.old_surface;
            if (goes_on) {
                last->to_m = next.to_m;
                last->people += next.people;
                ranked.back().first = std::min(ranked.back().first, rank);
            } else {
                ranked.emplace_back(rank, next);
            }
        }
        std::sort(ranked.begin(), ranked.end(),
                  [](const auto& a, const auto& b) { return a.first < b.first; });
        for (auto& [rank, interval] : ranked) {
            m_plan.intervals.push_back(interval);
        }
    }

    [[nodiscard]] HardeningInterval interval_of(const Piece& piece) const {
        const auto& link = m_links.links[piece.link];
        const auto standard = standard_of(m_plan.question, link.road->road_class);
        HardeningInterval interval;
        interval.road = link.road;
        const bool whole = piece.length_m >= link.length_m();
        interval.from_m = whole || !piece.from_end ? link.from_m : link.to_m - piece.length_m;
        interval.to_m = whole || piece.from_end ? link.to_m : link.from_m + piece.length_m;
        interval.old_surface = link.surface;
        interval.new_surface = standard.surface;
        interval.width_m = standard.width_m;
        interval.vnd_per_m = link.vnd_per_m;
        interval.people = piece.people;
        interval.hamlet = unit_at(m_units.hamlets, link.place.hamlet);
        interval.commune = unit_at(m_units.communes, link.place.commune);
        return interval;
    }

    void list_rest() {
        std::map<std::pair<UnitIndex, UnitIndex>, HardeningRest> rest;
        std::vector<double> chosen(m_links.links.size(), 0.0);
        for (const auto& piece : m_order) {
            chosen[piece.link] = piece.length_m;
        }
        for (std::size_t i = 0; i < m_links.links.size(); ++i) {
            const auto& link = m_links.links[i];
            if (link.kind != Kind::candidate) {
                continue;
            }
            auto& row = rest[{link.place.commune, link.place.hamlet}];
            row.hamlet = unit_at(m_units.hamlets, link.place.hamlet);
            row.commune = unit_at(m_units.communes, link.place.commune);
            row.length_m += link.length_m();
            row.vnd += link.length_m() * link.vnd_per_m;
            row.chosen_m += chosen[i];
            m_plan.candidates_m += link.length_m();
            m_plan.candidates_vnd += link.length_m() * link.vnd_per_m;
            for (auto& quota : m_plan.quotas) {
                quota.chosen_m += quota.commune == row.commune ? chosen[i] : 0.0;
            }
        }
        for (auto& [place, row] : rest) {
            m_plan.rest.push_back(row);
        }
    }

    const MeasureBasis& m_basis;
    const model::Units& m_units;
    HardeningPlan m_plan;
    HardeningLinks m_links;
    HardeningForest m_forest;
    Room m_room;
    std::vector<bool> m_chosen;        ///< links that are taken whole
    std::set<std::uint32_t> m_in_part; ///< links of which a part is taken
    std::vector<Piece> m_order;
};

} // namespace

std::string_view to_text(HardeningAim aim) noexcept {
    return aim == HardeningAim::people ? "people" : "kilometres";
}

std::optional<HardeningAim> hardening_aim(std::string_view text) noexcept {
    for (const auto value : {HardeningAim::people, HardeningAim::kilometres}) {
        if (to_text(value) == text) {
            return value;
        }
    }
    return std::nullopt;
}

bool is_of_roads(const model::Indicator& indicator) {
    const auto& measurement = indicator.measurement;
    return measurement && (measurement->measure == model::Measure::length ||
                           measurement->measure == model::Measure::length_share);
}

RoadStandard standard_of(const HardeningQuestion& question, model::RoadClass road_class) {
    const auto& given = question.costs->standards[static_cast<std::size_t>(road_class)];
    auto standard =
        given.value_or(RoadStandard{model::Surface::btxm, 3.0, "mặc định của chúng tôi"});
    standard.surface = question.surface.value_or(standard.surface);
    standard.width_m = question.width_m.value_or(standard.width_m);
    return standard;
}

double HardeningPlan::length_m() const noexcept {
    double sum = 0;
    for (const auto& interval : intervals) {
        sum += interval.length_m();
    }
    return sum;
}

double HardeningPlan::vnd() const noexcept {
    double sum = 0;
    for (const auto& interval : intervals) {
        sum += interval.vnd();
    }
    return sum;
}

HardeningPlan plan_hardening(const MeasureBasis& basis, HardeningQuestion question) {
    check(question);
    if (question.classes.empty()) {
        question.classes = basis.rules->headline_classes;
    }
    return Planner{basis, std::move(question)}.run();
}

} // namespace gis::analysis
