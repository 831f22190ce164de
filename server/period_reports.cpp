#include "server/period_reports.hpp"

#include "server/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

namespace server {

namespace analysis = gis::analysis;
namespace model = gis::model;

namespace {

/// What the operations of a proposal have that hands a report in.
const std::string report_mark = "\"period_report\"";

Json cell_json(const model::Cell& cell) {
    struct ToJson {
        Json operator()(std::monostate) const { return nullptr; }
        Json operator()(const std::string& text) const { return text; }
        Json operator()(double number) const { return number; }
        Json operator()(std::int64_t number) const { return number; }
        Json operator()(gis::Date day) const { return {{"day", day.iso()}}; }
        Json operator()(bool flag) const { return flag; }
    };
    return std::visit(ToJson{}, cell);
}

model::Cell cell_of(const Json& json) {
    if (json.is_string()) {
        return json.get<std::string>();
    }
    if (json.is_boolean()) {
        return json.get<bool>();
    }
    if (json.is_number_integer()) {
        return json.get<std::int64_t>();
    }
    if (json.is_number()) {
        return json.get<double>();
    }
    if (json.is_object()) {
        if (const auto day = gis::Date::parse(json.value("day", std::string{}))) {
            return *day;
        }
    }
    return {};
}

Json table_json(const model::Table& table) {
    auto columns = Json::array();
    for (const auto& column : table.columns) {
        columns.push_back({{"key", column.key},
                           {"title", to_json(column.title)},
                           {"decimals", column.decimals},
                           {"sum", column.sum}});
    }
    auto rows = Json::array();
    for (const auto& row : table.rows) {
        auto cells = Json::array();
        for (const auto& cell : row) {
            cells.push_back(cell_json(cell));
        }
        rows.push_back(std::move(cells));
    }
    return {{"title", to_json(table.title)},
            {"notes", table.notes},
            {"columns", std::move(columns)},
            {"rows", std::move(rows)}};
}

gis::Message message_of(const Json& json) {
    return {json.at("vi").get<std::string>(), json.at("en").get<std::string>()};
}

model::Table table_of(const Json& json) {
    model::Table table;
    table.title = message_of(json.at("title"));
    table.notes = json.at("notes").get<std::vector<std::string>>();
    for (const auto& column : json.at("columns")) {
        table.columns.push_back({column.at("key").get<std::string>(),
                                 message_of(column.at("title")), column.at("decimals").get<int>(),
                                 column.at("sum").get<bool>()});
    }
    for (const auto& row : json.at("rows")) {
        std::vector<model::Cell> cells;
        for (const auto& cell : row) {
            cells.push_back(cell_of(cell));
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

/// The report among the operations of a proposal, when it is one: key and body.
std::optional<std::pair<std::string, Json>> report_in(const model::Proposal& proposal) {
    const auto json = Json::parse(proposal.draft.operations, nullptr, false);
    const auto operations = json.find("operations");
    if (json.is_discarded() || operations == json.end() || operations->size() != 1) {
        return std::nullopt;
    }
    const auto& operation = operations->front();
    if (operation.value("kind", std::string{}) != "period_report" || !operation.contains("body") ||
        !operation["body"].is_object()) {
        return std::nullopt;
    }
    const auto& body = operation["body"];
    const auto period = model::ReportPeriod::parse(body.value("period", std::string{}));
    if (!period) {
        return std::nullopt;
    }
    const auto unit = body.contains("unit")
                          ? std::optional{gis::UnitCode{body["unit"].get<std::string>()}}
                          : std::nullopt;
    return std::pair{operation.value("plan", std::string{}) + "\n" + report_key(unit, *period),
                     body};
}

} // namespace

std::string_view to_text(ReportStanding::State state) noexcept {
    switch (state) {
    case ReportStanding::State::waiting:
        return "waiting";
    case ReportStanding::State::returned:
        return "returned";
    case ReportStanding::State::accepted:
        return "accepted";
    case ReportStanding::State::missing:
        break;
    }
    return "missing";
}

model::ReportPeriod period_parameter(const Request& request) {
    const auto text = request.parameter("period");
    if (const auto period = model::ReportPeriod::parse(text)) {
        return *period;
    }
    throw gis::Error{
        gis::ErrorKind::not_found,
        "unknown-period",
        {fmt::format("“{}” không phải là kỳ báo cáo. Ví dụ: 2024-Q3, 2024-6T, 2024-9T, 2024, "
                     "2024-11-05.",
                     text),
         fmt::format("\"{}\" is no period. Examples: 2024-Q3, 2024-6T, 2024-9T, 2024, 2024-11-05.",
                     text)},
        "period"};
}

const model::Plan& plan_of_period(const View& view, const model::ReportPeriod& period) {
    const auto* plan = view.planning->plan_on(period.last_day());
    if (plan == nullptr) {
        throw gis::Error{gis::ErrorKind::not_found,
                         "no-plan",
                         {"Chưa có kế hoạch nào để báo cáo.", "There is no plan to report on."}};
    }
    return *plan;
}

std::string report_key(const std::optional<gis::UnitCode>& unit,
                       const model::ReportPeriod& period) {
    return fmt::format("{}/{}", unit ? unit->get() : "district", period.id());
}

Json draft_report(const App& app, const View& view, const model::ReportPeriod& period,
                  const model::Unit* unit, const analysis::HardeningRules& rules) {
    if (unit != nullptr && unit->level != model::UnitLevel::commune) {
        throw gis::Error{gis::ErrorKind::invalid_argument,
                         "not-a-commune",
                         {"Báo cáo định kỳ lập theo xã hoặc toàn huyện.",
                          "Periodic reports are of communes or of the district."},
                         "unit"};
    }
    const auto& planning = *view.planning;
    const auto& plan = plan_of_period(view, period);
    analysis::PeriodQuestion question;
    question.period = period;
    question.unit = unit != nullptr ? std::optional{unit->code} : std::nullopt;
    question.today = gis::Date::today();
    question.rules = &rules;
    question.plan = &plan;
    question.sets = &planning.sets;
    question.set = &planning.sets.standard(std::min(question.today, period.last_day()));
    question.results = planning.results();
    const analysis::MeasureBasis basis{view.snapshot.get(), view.ledger.get(), view.coverage.get(),
                                       &rules, question.today};
    const auto report = analysis::period_report(basis, question);
    auto tables = Json::array();
    for (const auto& table : to_tables(report)) {
        tables.push_back(table_json(table));
    }
    Json body{{"period", period.id()},
              {"title", to_json(period.title())},
              {"name", unit != nullptr ? unit->name : app.settings().name.vi},
              {"as_of", report.as_of.iso()},
              {"before", report.before.iso()},
              {"revision", report.revision.get()},
              {"rules", rules.id},
              {"hardened_by", to_json(cited(rules))},
              {"tables", std::move(tables)}};
    if (unit != nullptr) {
        body["unit"] = unit->code.get();
    }
    return body;
}

std::vector<model::Table> tables_of(const Json& body) {
    try {
        std::vector<model::Table> tables;
        for (const auto& json : body.at("tables")) {
            tables.push_back(table_of(json));
            if (body.contains("submitted_by")) {
                tables.back().notes.push_back(fmt::format(
                    "Người lập: {}, ngày {}", body.at("submitted_by").get<std::string>(),
                    gis::Date::parse(body.at("submitted_on").get<std::string>())
                        .value_or(gis::Date{})
                        .vietnamese()));
            }
        }
        return tables;
    } catch (const nlohmann::json::exception& error) {
        throw gis::Error{gis::ErrorKind::invalid_data,
                         "bad-report",
                         {fmt::format("Báo cáo đã lưu không đọc được: {}.", error.what()),
                          fmt::format("The stored report cannot be read: {}.", error.what())}};
    }
}

std::map<std::string, ReportStanding> report_standings(const App& app, const View& view,
                                                       const std::string& plan) {
    std::map<std::string, ReportStanding> standings;
    for (const auto& entry : *view.snapshot->plan_entries()) {
        if (entry.plan == plan && entry.kind == model::PlanEntryKind::period_report &&
            !entry.body.empty()) {
            const auto body = Json::parse(entry.body);
            standings[entry.key] = {ReportStanding::State::accepted,
                                    std::nullopt,
                                    body.value("submitted_by", std::string{}),
                                    body.value("submitted_on", std::string{}),
                                    {},
                                    entry.body};
        }
    }
    model::ProposalQuery query;
    query.containing = report_mark;
    query.limit = std::numeric_limits<std::size_t>::max(); // one that is left out would be missing
    const auto proposals =
        app.ask([&](gis::store::Store& store) { return store.proposals().list(query); });
    std::set<std::string> seen; ///< the newest of a key decides
    for (const auto& proposal : proposals) {
        const auto report = report_in(proposal);
        if (!report || !report->first.starts_with(plan + "\n") ||
            !seen.insert(report->first).second) {
            continue;
        }
        const bool open = proposal.state == model::ProposalState::open;
        if (open || proposal.state == model::ProposalState::returned) {
            standings[report->first.substr(plan.size() + 1)] = {
                open ? ReportStanding::State::waiting : ReportStanding::State::returned,
                proposal.id,
                proposal.draft.author,
                proposal.at,
                proposal.reason,
                report->second.dump()};
        }
    }
    return standings;
}

} // namespace server
