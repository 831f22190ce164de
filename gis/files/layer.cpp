#include "gis/files/layer.hpp"

#include "gis/core/error.hpp"
#include "gis/model/enum_text.hpp"

#include <fmt/format.h>

namespace gis::files {

namespace {

constexpr std::array<std::string_view, known_layers.size()> texts{"communes", "hamlets", "roads",
                                                                  "facilities", "population"};

} // namespace

std::string_view to_text(Layer layer) noexcept {
    return model::text_of(texts, layer);
}

std::optional<Layer> layer_of(std::string_view text) noexcept {
    return model::enum_of<Layer>(texts, text);
}

Layer parse_layer(std::string_view text) {
    if (const auto layer = layer_of(text)) {
        return *layer;
    }
    const auto known = fmt::format("{}", fmt::join(texts, ", "));
    throw Error{ErrorKind::invalid_argument,
                "unknown-layer",
                {fmt::format("Không có lớp “{}”. Hãy chọn một trong: {}.", text, known),
                 fmt::format("There is no layer \"{}\". Choose one of: {}.", text, known)},
                "layer"};
}

} // namespace gis::files
