// The same filter goes to MapLibre: its properties are those of the vector tiles.

#include "gis/analysis/filter.hpp"
#include "gis/tiles/layers.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using gis::analysis::FilterType;
using gis::model::FilterLayer;
using gis::tiles::FieldType;

FieldType field_type(FilterType type) {
    return type == FilterType::boolean  ? FieldType::boolean
           : type == FilterType::number ? FieldType::number
                                        : FieldType::text;
}

TEST(FilterProperties, AreThoseOfTheTiles) {
    for (const auto layer : {FilterLayer::roads, FilterLayer::facilities, FilterLayer::hamlets}) {
        const auto infos = gis::tiles::layers();
        const auto info = std::find_if(infos.begin(), infos.end(),
                                       [&](const auto& one) { return one.name == to_text(layer); });
        ASSERT_NE(info, infos.end());
        for (const auto& property : gis::analysis::filter_properties(layer)) {
            const auto field =
                std::find_if(info->fields.begin(), info->fields.end(),
                             [&](const auto& one) { return one.name == property.name; });
            EXPECT_EQ(field != info->fields.end(), property.in_tiles)
                << to_text(layer) << " " << property.name;
            if (field != info->fields.end()) {
                EXPECT_EQ(field->type, field_type(property.type)) << property.name;
            }
        }
    }
}

} // namespace
