#include "gis/analysis/hardening_rules.hpp"

#include "gis/analysis/json_object.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace gis::analysis {

std::optional<bool> HardeningRules::verdict(model::RoadClass road_class,
                                            model::Surface surface) const noexcept {
    if (surface == model::Surface::unknown) {
        return std::nullopt;
    }
    return hardened[static_cast<std::size_t>(road_class)][static_cast<std::size_t>(surface)];
}

namespace {

std::pair<HardeningRules, bool> read_rules(const JsonObject& reader) {
    reader.only({"id", "title", "source", "confirmed", "default", "valid_from", "valid_to",
                 "headline_classes", "hardened", "note"});
    HardeningRules rules;
    rules.id = reader.text("id");
    rules.title = {reader.object("title").text("vi"), reader.object("title").text("en")};
    rules.source = reader.text("source");
    rules.confirmed = reader.flag("confirmed", true);
    rules.valid_from = reader.day("valid_from");
    if (reader.has("valid_to")) {
        rules.valid_to = reader.day("valid_to");
    }
    rules.headline_classes = reader.words(
        "headline_classes", [](std::string_view text) { return model::road_class(text); });
    const auto hardened = reader.object("hardened");
    for (const auto& key : hardened.keys()) {
        const auto road_class = model::road_class(key);
        if (!road_class) {
            hardened.fail(key, "là cấp đường không biết", "is an unknown road class");
        }
        for (const auto surface :
             hardened.words(key, [](std::string_view text) { return model::surface(text); })) {
            if (surface == model::Surface::unknown) {
                hardened.fail(key, "không được có unknown", "must not list unknown");
            }
            rules.hardened[static_cast<std::size_t>(*road_class)]
                          [static_cast<std::size_t>(surface)] = true;
        }
    }
    return {std::move(rules), reader.flag("default", false)};
}

} // namespace

std::pair<HardeningRules, bool> parse_hardening_rules(std::string_view json,
                                                      const std::string& name) {
    return read_rules(JsonObject::parse(json, JsonOrigin::rules_file(name)));
}

Message cited(const HardeningRules& rules) {
    return {fmt::format("{} – {}{}", rules.title.vi, rules.source,
                        rules.confirmed ? "" : " (chưa đối chiếu văn bản gốc)"),
            fmt::format("{} – {}{}", rules.title.en, rules.source,
                        rules.confirmed ? "" : " (not checked against the document)")};
}

RuleBook RuleBook::load(const std::filesystem::path& folder) {
    RuleBook book;
    std::set<std::string> ids;
    std::size_t defaults = 0;
    for (const auto& file : json_files(folder)) {
        auto [rules, is_default] = read_rules(JsonObject::read(file));
        if (!ids.insert(rules.id).second) {
            throw Error{
                ErrorKind::invalid_data,
                "bad-rules",
                {fmt::format("Tệp quy tắc {}: mã “{}” đã có.", file.string(), rules.id),
                 fmt::format("Rules file {}: id \"{}\" stands twice.", file.string(), rules.id)},
                "/id"};
        }
        if (is_default) {
            book.m_default = book.m_rules.size();
            ++defaults;
        }
        book.m_rules.push_back(std::move(rules));
    }
    if (defaults != 1) {
        throw Error{ErrorKind::invalid_data,
                    "bad-rules",
                    {fmt::format("Thư mục {} phải có đúng một bộ quy tắc mặc định, hiện có {}.",
                                 folder.string(), defaults),
                     fmt::format("Folder {} must have exactly one default rule set, not {}.",
                                 folder.string(), defaults)},
                    "/default"};
    }
    return book;
}

const HardeningRules& RuleBook::find(std::string_view id) const {
    const auto at = std::find_if(m_rules.begin(), m_rules.end(),
                                 [id](const HardeningRules& rules) { return rules.id == id; });
    if (at != m_rules.end()) {
        return *at;
    }
    std::string known;
    for (const auto& rules : m_rules) {
        known += (known.empty() ? "" : ", ") + rules.id;
    }
    throw Error{ErrorKind::not_found,
                "unknown-rules",
                {fmt::format("Không có bộ quy tắc “{}”. Có: {}.", id, known),
                 fmt::format("There is no rule set \"{}\". There are: {}.", id, known)},
                "rules"};
}

} // namespace gis::analysis
