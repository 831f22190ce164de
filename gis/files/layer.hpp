#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gis::files {

/// What a file holds, from the atlas' point of view.
enum class Layer : std::uint8_t { communes, hamlets, roads, facilities, population };

inline constexpr std::array known_layers{Layer::communes, Layer::hamlets, Layer::roads,
                                         Layer::facilities, Layer::population};

[[nodiscard]] std::string_view to_text(Layer layer) noexcept;
[[nodiscard]] std::optional<Layer> layer_of(std::string_view text) noexcept;

/// @throws Error{invalid_argument} code "unknown-layer" that lists the layers
[[nodiscard]] Layer parse_layer(std::string_view text);

} // namespace gis::files
