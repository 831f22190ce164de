#include "gis/analysis/capital_report.hpp"

#include "gis/analysis/report_scope.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

namespace gis::analysis {

namespace {

using model::CapitalEntry;
using model::CapitalType;
using model::Cell;
using model::Work;
using model::WorkState;
using Severity = Finding::Severity;

constexpr std::array<std::string_view, 3> by_words{"work", "commune", "source"};

struct SourceName {
    std::string_view source;
    std::string_view vi;
    std::string_view en;
};
constexpr std::array source_names{
    SourceName{"province_cement", "Xi măng tỉnh", "Province's cement"},
    SourceName{"district_sand_stone", "Cát, đá huyện", "District's sand and stone"},
    SourceName{"people", "Nhân dân đóng góp", "People's contribution"},
    SourceName{"programme", "Vốn chương trình nông thôn mới", "Programme"},
    SourceName{"adp", "Vốn ADP", "ADP"}};

std::size_t rank_of(std::string_view source) {
    const auto* const at = std::ranges::find(source_names, source, &SourceName::source);
    return static_cast<std::size_t>(at - source_names.begin());
}

/// Place of a work in the plan, its code, commune, rank and name of a source.
using Key = std::tuple<std::size_t, std::string, std::string, std::size_t, std::string>;

void add(CapitalSums& sums, const CapitalEntry& entry) {
    switch (entry.type) {
    case CapitalType::allocation:
        sums.allocated += entry.amount_vnd;
        break;
    case CapitalType::disbursement:
        sums.disbursed += entry.amount_vnd;
        break;
    case CapitalType::settlement:
        sums.settled += entry.amount_vnd;
        break;
    }
}

void add(CapitalSums& sums, const model::FundingShare& share) {
    if (share.amount_vnd) {
        sums.planned = sums.planned.value_or(0) + std::llround(*share.amount_vnd);
    } else {
        ++sums.unplanned;
    }
}

class ReportMaker {
public:
    ReportMaker(const model::Plan& plan, CapitalReport& report) : m_plan(plan), m_report(report) {}

    void add_funding(const Work& work) {
        for (const auto& share : work.funding) {
            add(row_of(&work, work.unit, share.source), share);
            add(m_report.totals, share);
        }
    }
    void add_entry(const CapitalEntry& entry) {
        add(row_of(m_plan.find_work(entry.work), entry.unit, entry.source), entry);
        add(m_report.totals, entry);
    }
    void finish(const model::Units& units) {
        for (auto& [key, row] : m_rows) {
            row.unit_name = name_of(row.unit, units);
            m_report.rows.push_back(std::move(row));
        }
    }

private:
    std::string name_of(const UnitCode& code, const model::Units& units) const {
        if (const auto* unit = units.find(code)) {
            return unit->name;
        }
        const auto* named = m_plan.find_unit(code); // the atlas may not have it
        return named != nullptr ? named->name : code.get();
    }
    CapitalSums& row_of(const Work* work, const UnitCode& unit, const std::string& source) {
        const bool by_work = m_report.by == CapitalBy::work;
        const auto* of = by_work ? work : nullptr;
        const auto commune = m_report.by == CapitalBy::source ? UnitCode{} : unit;
        const auto place = of == nullptr ? m_plan.works.size() // behind all works
                                         : static_cast<std::size_t>(of - m_plan.works.data());
        const Key key{place, of == nullptr ? "" : of->id, commune.get(), rank_of(source), source};
        auto [at, is_new] = m_rows.try_emplace(key);
        if (is_new) {
            at->second = {of, commune, source, {}, {}};
        }
        return at->second.sums;
    }

    const model::Plan& m_plan;
    CapitalReport& m_report;
    std::map<Key, CapitalRow> m_rows;
};

std::string money(std::int64_t dong) {
    auto text = fmt::format("{}", dong < 0 ? -dong : dong);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) {
        text.insert(static_cast<std::size_t>(at), ".");
    }
    return dong < 0 ? "-" + text : text;
}

/// What is compared: one work, else one commune, and one source.
struct Group {
    const Work* work = nullptr;
    UnitCode unit;
    std::string source;
    CapitalSums sums;
};

class CapitalChecker {
public:
    CapitalChecker(const model::Plan& plan, Date today) : m_plan(plan), m_today(today) {}

    std::vector<Finding> run() {
        std::map<std::tuple<std::string, std::string, std::string>, Group> groups;
        for (const auto& entry : m_plan.capital) {
            auto& group = groups[{entry.work, entry.unit.get(), entry.source}];
            group.work = m_plan.find_work(entry.work);
            group.unit = entry.unit;
            group.source = entry.source;
            analysis::add(group.sums, entry);
            check_day(entry);
        }
        for (const auto& [key, group] : groups) {
            check_sums(group);
            check_funding(group);
        }
        return std::move(m_found);
    }

private:
    void add(const Group& group, const char* code, Severity severity, const std::string& vi,
             const std::string& en) {
        const auto name = source_name(group.source);
        const auto what = group.work != nullptr
                              ? Message{"Công trình " + group.work->id, "Work " + group.work->id}
                          : group.unit.get().empty()
                              ? Message{"Toàn huyện", "The district"}
                              : Message{"Xã " + group.unit.get(), "Commune " + group.unit.get()};
        Finding finding;
        finding.code = code;
        finding.severity = severity;
        finding.unit = group.unit;
        finding.message = {fmt::format("{}, nguồn {}: {}.", what.vi, name.vi, vi),
                           fmt::format("{}, source {}: {}.", what.en, name.en, en)};
        m_found.push_back(std::move(finding));
    }

    void check_day(const CapitalEntry& entry) {
        if (entry.on > m_today) {
            add({m_plan.find_work(entry.work), entry.unit, entry.source, {}}, "capital-in-future",
                Severity::error,
                fmt::format("mục vốn {} ghi ngày {}, sau hôm nay", entry.id, entry.on.vietnamese()),
                fmt::format("entry {} is of {}, after today", entry.id, entry.on.iso()));
        }
    }

    void check_sums(const Group& group) {
        const auto& sums = group.sums;
        if (std::min({sums.allocated, sums.disbursed, sums.settled}) < 0) {
            add(group, "capital-below-zero", Severity::error, "số thu hồi nhiều hơn số đã ghi",
                "more is taken back than was recorded");
            return;
        }
        if (sums.disbursed > sums.allocated) {
            add(group, "capital-disbursed-over-allocated", Severity::error,
                fmt::format("giải ngân {} đồng, vốn bố trí {} đồng", money(sums.disbursed),
                            money(sums.allocated)),
                fmt::format("{} VND disbursed of {} VND allocated", sums.disbursed,
                            sums.allocated));
        }
        if (sums.settled > sums.disbursed) {
            add(group, "capital-settled-over-disbursed", Severity::error,
                fmt::format("quyết toán {} đồng, giải ngân {} đồng", money(sums.settled),
                            money(sums.disbursed)),
                fmt::format("{} VND settled of {} VND disbursed", sums.settled, sums.disbursed));
        }
    }

    void check_funding(const Group& group) {
        if (group.work == nullptr || group.work->funding.empty()) {
            return;
        }
        const auto& funding = group.work->funding;
        const auto share = std::ranges::find(funding, group.source, &model::FundingShare::source);
        if (share == funding.end()) {
            add(group, "capital-funding-differs", Severity::warning,
                "công trình không có nguồn vốn này", "the work has no funding of this source");
            return;
        }
        if (!share->amount_vnd) {
            return;
        }
        const auto planned = static_cast<std::int64_t>(std::llround(*share->amount_vnd));
        const bool finished = group.work->state == WorkState::accepted;
        const bool differs =
            group.sums.allocated > planned || (finished && group.sums.allocated != planned);
        if (differs) {
            add(group, "capital-funding-differs", Severity::warning,
                fmt::format("vốn bố trí {} đồng, cơ cấu nguồn vốn ghi {} đồng",
                            money(group.sums.allocated), money(planned)),
                fmt::format("{} VND allocated, the funding of the work says {} VND",
                            group.sums.allocated, planned));
        }
    }

    const model::Plan& m_plan;
    Date m_today;
    std::vector<Finding> m_found;
};

} // namespace

std::string_view to_text(CapitalBy by) noexcept {
    return by_words[static_cast<std::size_t>(by)];
}

std::optional<CapitalBy> capital_by(std::string_view text) noexcept {
    const auto* const at = std::ranges::find(by_words, text);
    return at == by_words.end() ? std::nullopt
                                : std::optional{static_cast<CapitalBy>(at - by_words.begin())};
}

Message source_name(std::string_view source) {
    const auto rank = rank_of(source);
    return rank == source_names.size()
               ? Message{std::string{source}, std::string{source}}
               : Message{std::string{source_names[rank].vi}, std::string{source_names[rank].en}};
}

CapitalReport capital_report(const model::Plan& plan, const model::Snapshot& snapshot,
                             const std::optional<UnitCode>& unit, Date as_of, CapitalBy by) {
    CapitalReport report;
    report.plan = &plan;
    report.unit = ReportScope{snapshot.units(), unit, ReportBy::commune}.unit();
    report.as_of = as_of;
    report.revision = snapshot.revision();
    report.by = by;
    ReportMaker maker{plan, report};
    for (const auto& work : plan.works) {
        if ((!unit || work.unit == *unit) && work.state != WorkState::cancelled) {
            maker.add_funding(work);
        }
    }
    for (const auto& entry : plan.capital) {
        if ((!unit || entry.unit == *unit) && entry.on <= as_of) {
            maker.add_entry(entry);
        }
    }
    maker.finish(snapshot.units());
    return report;
}

model::Table to_table(const CapitalReport& report) {
    model::Table table;
    const std::string where = report.unit != nullptr ? report.unit->name : "Toàn huyện";
    table.title = {
        fmt::format("Vốn thực hiện kế hoạch – {}", where),
        fmt::format("Capital of the plan – {}", report.unit != nullptr ? where : "whole district")};
    table.notes = {
        fmt::format("{} ({})", report.plan->title.vi, report.plan->id),
        fmt::format("Số liệu đến ngày {} (as of {})", report.as_of.vietnamese(),
                    report.as_of.iso()),
        fmt::format("Phiên bản dữ liệu (revision): {}", report.revision.get()),
        "Đơn vị: đồng. Còn lại là vốn đã bố trí chưa giải ngân. Vốn theo cơ cấu nguồn vốn chỉ "
        "gồm những công trình đã rõ mức vốn."};
    table.columns = {{"work", {"Mã công trình", "Work"}, 0, false},
                     {"title", {"Công trình", "Title"}, 0, false},
                     {"unit_code", {"Mã xã", "Commune code"}, 0, false},
                     {"unit_name", {"Xã", "Commune"}, 0, false},
                     {"source", {"Nguồn vốn", "Source"}, 0, false},
                     {"planned_vnd", {"Theo cơ cấu nguồn vốn (đồng)", "Planned (VND)"}, 0, true},
                     {"unplanned_works",
                      {"Công trình chưa rõ vốn theo nguồn", "Works of unknown amount"},
                      0,
                      true},
                     {"allocated_vnd", {"Đã bố trí (đồng)", "Allocated (VND)"}, 0, true},
                     {"disbursed_vnd", {"Đã giải ngân (đồng)", "Disbursed (VND)"}, 0, true},
                     {"settled_vnd", {"Đã quyết toán (đồng)", "Settled (VND)"}, 0, true},
                     {"remaining_vnd", {"Còn lại (đồng)", "Remaining (VND)"}, 0, true},
                     {"unsettled_vnd", {"Chưa quyết toán (đồng)", "Not settled (VND)"}, 0, true}};
    const auto text = [](const std::string& value) {
        return value.empty() ? Cell{} : Cell{value};
    };
    for (const auto& row : report.rows) {
        const auto& sums = row.sums;
        table.rows.push_back({row.work != nullptr ? Cell{row.work->id} : Cell{},
                              row.work != nullptr ? Cell{row.work->title.vi} : Cell{},
                              text(row.unit.get()), text(row.unit_name), source_name(row.source).vi,
                              sums.planned ? Cell{*sums.planned} : Cell{},
                              static_cast<std::int64_t>(sums.unplanned), sums.allocated,
                              sums.disbursed, sums.settled, sums.remaining(), sums.unsettled()});
    }
    return table;
}

std::vector<Finding> check_capital(const model::Plan& plan, Date today) {
    return CapitalChecker{plan, today}.run();
}

} // namespace gis::analysis
