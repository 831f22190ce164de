#include "gis/store/row_hash.hpp"
#include "gis/store/row_json.hpp"

#include "rows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gis::store {

namespace {

TEST(RowJson, ReadsBackEveryField) {
    for (const auto& rows : {testing::full_rows(), testing::bare_rows()}) {
        for (const auto& row : rows) {
            const auto text = to_json(row);
            EXPECT_EQ(row_from_json(entity_of(row), text), row) << text;
        }
    }
}

TEST(RowJson, ReadsBackAnyRow) {
    std::mt19937 random{3};
    for (const auto& row : testing::random_rows(random, 400)) {
        const auto text = to_json(row);
        EXPECT_EQ(row_from_json(entity_of(row), text), row) << text;
    }
}

TEST(RowJson, IsForPeopleToo) {
    EXPECT_EQ(to_json(testing::full_rows()[6]),
              R"({"id":0,"location":[106.615,11.517],"persons":4.5})");
    EXPECT_EQ(to_json(std::vector{UnitCode{"09271-01"}, UnitCode{"\""}}), R"(["09271-01","\""])");
    EXPECT_EQ(to_json(std::map<std::string, int>{{"phong_hoc", 12}}), R"({"phong_hoc":12})");
}

TEST(RowJson, RefusesWhatItDidNotWrite) {
    EXPECT_FALSE(row_from_json("unit", ""));
    EXPECT_FALSE(row_from_json("unit", "[]"));
    EXPECT_FALSE(row_from_json("unit", "{}"));
    EXPECT_FALSE(row_from_json("road", "{\"id\": \"x\"}"));
    EXPECT_FALSE(row_from_json("village", to_json(testing::full_rows()[0])));
    EXPECT_FALSE(row_from_json("road", to_json(testing::full_rows()[0])));
    auto text = to_json(testing::full_rows()[2]);
    text.replace(text.find("\"xa\""), 4, "\"x!\"");
    EXPECT_FALSE(row_from_json("road", text));
    EXPECT_FALSE(codes_from_json("{}"));
    EXPECT_FALSE(codes_from_json("[1]"));
    EXPECT_FALSE(codes_from_json("[\"1\""));
    EXPECT_FALSE(rooms_from_json("[]"));
    EXPECT_FALSE(rooms_from_json("{\"a\": 1.5}"));
    EXPECT_FALSE(rooms_from_json("{\"a\": 4294967296}"));
}

/// Hashes that are stored somewhere must come out the same in every later version.
TEST(RowHash, IsPinned) {
    Sha256 of_the_map;
    Sha256 all;
    for (const auto& row : testing::full_rows()) {
        all.add(row_hash(row, 7));
        if (!std::holds_alternative<model::PlanEntry>(row)) {
            of_the_map.add(row_hash(row, 7));
        }
    }
    EXPECT_EQ(to_hex(of_the_map.finish()),
              "4b573827c3edc9a50b3a9591ff2f78d1155aa86f8da47269188626ad92503840");
    EXPECT_EQ(to_hex(all.finish()),
              "ffb05fda1d2c122f9ec02a0bbb8c396432920ee56731637ab9cc137029459860");
}

TEST(RowHash, IsTheSameForTheHistorysJson) {
    std::mt19937 random{5};
    for (const auto& row : testing::random_rows(random, 400)) {
        const auto copy = row_from_json(entity_of(row), to_json(row));
        ASSERT_TRUE(copy);
        EXPECT_EQ(row_hash(row, 3), row_hash(*copy, 3));
        EXPECT_NE(row_hash(row, 3), row_hash(row, 4));
    }
}

} // namespace

} // namespace gis::store
