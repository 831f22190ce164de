#include "gis/analysis/hardening_rules.hpp"

#include <gtest/gtest.h>

namespace gis::analysis {
namespace {

using model::RoadClass;
using model::Surface;

const std::string good =
    R"({"id":"x","title":{"vi":"a","en":"b"},"source":"s","valid_from":"2024-01-01",
    "headline_classes":["ap"],"hardened":{"ap":["btxm"]}})";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
}

TEST(HardeningRules, TheProjectsOwnLoad) {
    const auto book = RuleBook::load(std::string{NTM_SOURCE_DIR} + "/data/rules");
    EXPECT_EQ(book.all().size(), 3U);
    EXPECT_EQ(book.standard().id, "hon-quan-2024");
    EXPECT_EQ(book.standard().verdict(RoadClass::ap, Surface::soi_do), true);
    EXPECT_EQ(book.standard().verdict(RoadClass::xa, Surface::soi_do), false);
    EXPECT_EQ(book.find("national-2022").verdict(RoadClass::ap, Surface::soi_do), false);
    EXPECT_FALSE(book.find("national-2022").confirmed);
    EXPECT_EQ(book.find("asphalt-or-concrete").verdict(RoadClass::ngo, Surface::gach), false);
    EXPECT_THROW((void)book.find("nope"), Error);
}

TEST(HardeningRules, UnknownHasNoVerdict) {
    const auto [rules, is_default] = parse_hardening_rules(good, "x.json");
    EXPECT_FALSE(is_default);
    EXPECT_FALSE(rules.verdict(RoadClass::ap, Surface::unknown).has_value());
    EXPECT_EQ(rules.verdict(RoadClass::ap, Surface::btxm), true);
    EXPECT_EQ(rules.verdict(RoadClass::ngo, Surface::btxm), false);
}

TEST(HardeningRules, BadFilesAreRefusedWithFileAndPlace) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"{", ""},
        {"[]", "/"},
        {replaced(good, "\"id\":\"x\",", ""), "/id"},
        {replaced(good, "\"s\"", "\"\""), "/source"},
        {replaced(good, "2024-01-01", "2024-13-01"), "/valid_from"},
        {replaced(good, "[\"ap\"]", "[\"duong\"]"), "/headline_classes"},
        {replaced(good, "[\"ap\"]", "[7]"), "/headline_classes"},
        {replaced(good, "\"btxm\"", "\"asphalt\""), "/hardened/ap"},
        {replaced(good, "\"btxm\"", "\"unknown\""), "/hardened/ap"},
        {replaced(good, "{\"ap\":[\"btxm\"]}", "{\"road\":[\"btxm\"]}"), "/hardened/road"},
        {replaced(good, "\"source\"", "\"threshold\":1,\"source\""), "/threshold"},
    };
    for (const auto& [text, place] : cases) {
        try {
            (void)parse_hardening_rules(text, "x.json");
            ADD_FAILURE() << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), "bad-rules");
            EXPECT_EQ(error.field(), place);
            EXPECT_NE(error.message().vi.find("x.json"), std::string::npos);
        }
    }
}

TEST(HardeningRules, AnEmptyFolderHasNoDefault) {
    EXPECT_THROW((void)RuleBook::load("/nonexistent"), Error);
}

} // namespace
} // namespace gis::analysis
