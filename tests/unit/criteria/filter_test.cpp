#include "gis/analysis/filter.hpp"

#include <gtest/gtest.h>

#include <map>

namespace gis::analysis {
namespace {

using model::FilterLayer;
using model::FilterValue;

const std::map<std::string, FilterValue, std::less<>> lane{{"class", std::string{"ngo"}},
                                                           {"surface", std::string{"btxm"}},
                                                           {"hardened", true},
                                                           {"road_id", 7.0},
                                                           {"from_m", 0.0},
                                                           {"to_m", 250.5},
                                                           {"name", std::string{"Ngõ 3"}}};

std::optional<bool> of(const std::string& json,
                       const std::map<std::string, FilterValue, std::less<>>& values = lane) {
    const auto filter = parse_filter(json, FilterLayer::roads);
    return holds(filter, [&](std::string_view name) {
        const auto at = values.find(name);
        return at == values.end() ? std::nullopt : std::optional{at->second};
    });
}

TEST(Filter, ChoosesByTheTable) {
    const std::vector<std::pair<std::string, std::optional<bool>>> cases{
        {R"(true)", true},
        {R"(["get","hardened"])", true},
        {R"(["==",["get","class"],"ngo"])", true},
        {R"(["==","ap",["get","class"]])", false},
        {R"(["!=",["get","class"],"ap"])", true},
        {R"(["==",["get","hardened"],true])", true},
        {R"(["<",["get","to_m"],250.5])", false},
        {R"(["<=",["get","to_m"],250.5])", true},
        {R"([">",["get","to_m"],250])", true},
        {R"([">=",["get","to_m"],251])", false},
        {R"(["in",["get","class"],["literal",["ap","ngo"]]])", true},
        {R"(["in",["get","class"],["literal",[]]])", false},
        {R"(["in",["get","road_id"],["literal",[6,7]]])", true},
        {R"(["has","name"])", true},
        {R"(["has","width_m"])", false},
        {R"(["!",["has","width_m"]])", true},
        {R"(["all"])", true},
        {R"(["any"])", false},
        {R"(["all",["get","hardened"],["==",["get","class"],"xa"]])", false},
        {R"(["any",["==",["get","class"],"xa"],["get","hardened"]])", true},
        {R"(["==",["literal","a"],"a"])", true},
        // What is not known stays so, unless something else decides.
        {R"([">",["get","width_m"],3])", std::nullopt},
        {R"(["!",[">",["get","width_m"],3]])", std::nullopt},
        {R"(["!=",["get","width_m"],3])", std::nullopt},
        {R"(["in",["get","width_m"],["literal",[3]]])", std::nullopt},
        {R"(["all",[">",["get","width_m"],3],["==",["get","class"],"xa"]])", false},
        {R"(["all",[">",["get","width_m"],3],["==",["get","class"],"ngo"]])", std::nullopt},
        {R"(["any",[">",["get","width_m"],3],["==",["get","class"],"ngo"]])", true},
        {R"(["any",[">",["get","width_m"],3],["==",["get","class"],"xa"]])", std::nullopt},
        {R"(["all",["has","width_m"],[">",["get","width_m"],3]])", false},
    };
    for (const auto& [json, expected] : cases) {
        EXPECT_EQ(of(json), expected) << json;
    }
}

TEST(Filter, PrintedAndReadAgainItIsTheSame) {
    for (const std::string json : {
             R"(["all",["in",["get","class"],["literal",["ap","ngo"]]],["!",["has","width_m"]]])",
             R"(["any",["==",["get","hardened"],true],["<=",0.1,["get","to_m"]]])",
             R"(["!=",["get","name"],"Đường \"A\""])",
             R"(["in",["get","road_id"],["literal",[]]])",
             R"(["literal",false])",
         }) {
        const auto filter = parse_filter(json, FilterLayer::roads);
        EXPECT_EQ(parse_filter(to_json(filter), FilterLayer::roads), filter) << json;
        EXPECT_EQ(to_json(parse_filter(to_json(filter), FilterLayer::roads)), to_json(filter));
    }
}

TEST(Filter, TheRestIsRefusedWithItsPlace) {
    std::string deep = "true";
    for (int i = 0; i < 20; ++i) {
        deep = "[\"!\"," + deep + "]";
    }
    std::string wide = R"(["all")";
    for (int i = 0; i < 300; ++i) {
        wide += ",true";
    }
    wide += "]";
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", ""},
        {"{", ""},
        {R"({"a":1})", ""},
        {"null", ""},
        {"3", ""},
        {R"("ap")", ""},
        {"[]", "/0"},
        {R"(["case",true,1,2])", "/0"},
        {R"(["all",["within",{}]])", "/1/0"},
        {R"(["get","colour"])", "/1"},
        {R"(["get"])", ""},
        {R"(["get","name","x"])", ""},
        {R"(["get","class"])", ""},
        {R"(["!",true,true])", ""},
        {R"(["!",["get","name"]])", "/1"},
        {R"(["all",true,"x"])", "/2"},
        {R"(["==",["get","class"]])", ""},
        {R"(["==",["get","class"],3])", ""},
        {R"(["==",["get","class"],"avenue"])", "/2"},
        {R"(["==",["get","surface"],"unknown"])", "/2"},
        {R"(["has","surface"])", "/1"},
        {R"(["==",["all"],true])", "/1"},
        {R"(["==",["get","name"],null])", "/2"},
        {R"(["<",["get","name"],"b"])", ""},
        {R"(["in",["get","class"],"ap"])", "/2"},
        {R"(["in",["get","class"],["literal",["ap",1]]])", "/2"},
        {R"(["in",["get","class"],["literal",["ap","x"]]])", "/2"},
        {R"(["in",["get","class"],["literal",[["ap"]]]])", "/2/1/0"},
        {R"(["literal",["ap"]])", ""},
        {deep, "/1/1/1/1/1/1/1/1/1/1/1/1/1/1/1/1/1"},
        {wide, "/200"},
    };
    for (const auto& [json, place] : cases) {
        try {
            (void)parse_filter(json, FilterLayer::roads);
            ADD_FAILURE() << json;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::invalid_data);
            EXPECT_EQ(error.code(), "bad-filter");
            EXPECT_EQ(error.field(), place) << json;
        }
    }
}

TEST(Filter, EachLayerHasItsOwnProperties) {
    EXPECT_NO_THROW(
        (void)parse_filter(R"(["==",["get","kind"],"primary"])", FilterLayer::facilities));
    EXPECT_NO_THROW((void)parse_filter(R"(["==",["get","kind"],"soc"])", FilterLayer::hamlets));
    EXPECT_THROW((void)parse_filter(R"(["==",["get","kind"],"soc"])", FilterLayer::facilities),
                 Error);
    EXPECT_THROW((void)parse_filter(R"(["get","toilet"])", FilterLayer::hamlets), Error);
}

} // namespace
} // namespace gis::analysis
