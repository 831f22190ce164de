#include "gis/files/layer_choice.hpp"

#include "gis/core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace gis::files {

namespace {

std::vector<OGRLayer*> all_layers(const Source& source) {
    std::vector<OGRLayer*> layers;
    for (auto* layer : source.dataset->GetLayers()) {
        layers.push_back(layer);
    }
    return layers;
}

std::string names_of(const std::vector<OGRLayer*>& layers) {
    std::string names;
    for (auto* layer : layers) {
        names += fmt::format("{}{}", names.empty() ? "" : ", ", layer->GetName());
    }
    return names;
}

[[noreturn]] void fail(const char* code, const Source& source, std::string_view vi,
                       std::string_view en) {
    throw Error{ErrorKind::invalid_data,
                code,
                {fmt::format("Tệp {} {}.", source.named.string(), vi),
                 fmt::format("File {} {}.", source.named.string(), en)},
                "file"};
}

/// Whether a layer's kind of geometry can be ours. Unknown kinds may.
bool may_hold(OGRLayer& layer, Layer ours) {
    const auto type = wkbFlatten(layer.GetGeomType());
    if (type == wkbUnknown || type == wkbGeometryCollection) {
        return true;
    }
    const bool line =
        OGR_GT_IsSubClassOf(type, wkbCurve) != 0 || OGR_GT_IsSubClassOf(type, wkbMultiCurve) != 0;
    const bool area = OGR_GT_IsSubClassOf(type, wkbSurface) != 0 ||
                      OGR_GT_IsSubClassOf(type, wkbMultiSurface) != 0;
    switch (ours) {
    case Layer::roads:
        return line;
    case Layer::communes:
    case Layer::hamlets:
        return area;
    case Layer::facilities:
        return !line;
    case Layer::population:
        return !line;
    }
    return false;
}

std::vector<OGRLayer*> named(const Source& source, const std::vector<OGRLayer*>& layers,
                             const std::vector<std::string>& names) {
    std::vector<OGRLayer*> found;
    for (const auto& name : names) {
        const auto layer = std::ranges::find_if(
            layers, [&](OGRLayer* candidate) { return candidate->GetName() == name; });
        if (layer == layers.end()) {
            const auto present = names_of(layers);
            fail("no-layer", source, fmt::format("không có lớp “{}”; có: {}", name, present),
                 fmt::format("has no layer \"{}\"; it has: {}", name, present));
        }
        found.push_back(*layer);
    }
    return found;
}

std::vector<std::string> osm_layers(Layer ours) {
    switch (ours) {
    case Layer::roads:
        return {"lines"};
    case Layer::facilities:
        return {"points", "multipolygons"};
    case Layer::population:
        return {"points"};
    case Layer::communes:
    case Layer::hamlets:
        break;
    }
    return {"multipolygons"};
}

void refuse_views(const Source& source, const std::vector<OGRLayer*>& layers) {
    auto* result = source.dataset->ExecuteSQL("SELECT name FROM sqlite_master WHERE type = 'view'",
                                              nullptr, nullptr);
    std::vector<std::string> views;
    while (result != nullptr) {
        const FeaturePtr row{result->GetNextFeature()};
        if (!row) {
            break;
        }
        views.emplace_back(row->GetFieldAsString(0));
    }
    source.dataset->ReleaseResultSet(result);
    for (auto* layer : layers) {
        if (std::ranges::find(views, layer->GetName()) != views.end()) {
            fail("view-refused", source,
                 fmt::format("có lớp “{}” là một view; hãy xuất nó thành bảng", layer->GetName()),
                 fmt::format("has layer \"{}\", which is a view; export it as a table",
                             layer->GetName()));
        }
    }
}

std::vector<OGRLayer*> choose(const Source& source, const ReadOptions& options) {
    const auto layers = all_layers(source);
    if (layers.empty()) {
        fail("no-layer", source, "không có lớp nào", "has no layer");
    }
    if (!options.source_layer.empty() && layers.size() > 1) {
        return named(source, layers, {options.source_layer});
    }
    if (options.map && !options.map->source_layers.empty()) {
        return named(source, layers, options.map->source_layers);
    }
    if (source.kind == SourceKind::osm) {
        return named(source, layers, osm_layers(options.layer));
    }
    if (layers.size() == 1) {
        return layers;
    }
    std::vector<OGRLayer*> fitting;
    std::ranges::copy_if(layers, std::back_inserter(fitting),
                         [&](OGRLayer* layer) { return may_hold(*layer, options.layer); });
    const auto same_name = std::ranges::find_if(
        fitting, [&](OGRLayer* layer) { return layer->GetName() == to_text(options.layer); });
    if (same_name != fitting.end()) {
        return {*same_name};
    }
    // Layers of a KML file are its folders: all of them together are the layer.
    if (fitting.size() == 1 || (source.kind == SourceKind::kml && !fitting.empty())) {
        return fitting;
    }
    const auto present = names_of(layers);
    fail("several-datasets", source,
         fmt::format("có nhiều lớp: {}; hãy nêu tên lớp trong “source_layers” của bảng ghép cột",
                     present),
         fmt::format("has several layers: {}; name one in \"source_layers\" of the field map",
                     present));
}

} // namespace

std::vector<OGRLayer*> choose_layers(const Source& source, const ReadOptions& options) {
    auto layers = choose(source, options);
    if (source.kind == SourceKind::geopackage) {
        refuse_views(source, layers);
    }
    return layers;
}

} // namespace gis::files
