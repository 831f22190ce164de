#pragma once

#include "gis/tiles/tile_set.hpp"

#include <array>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace gis::tiles {

/// A tile that is ready to be sent.
struct FinishedTile {
    std::string gzip;          ///< one gzip member; empty when the tile is (HTTP 204)
    std::uint64_t version = 0; ///< TileSet::version()
    std::size_t raw_bytes = 0; ///< before compression
};

/// Finished tiles, the most lately used ones, within a number of bytes. Several threads that ask
/// for the same missing tile share one build. Nothing that failed is kept.
class TileCache {
public:
    using Build = std::function<FinishedTile()>;

    /// @param max_bytes  of all tiles together, with what it takes to keep them
    explicit TileCache(std::size_t max_bytes);

    /// The tile of a set, from memory when it is there in the version of that set.
    /// @param version  set.version(request), which the caller has at hand for the ETag
    /// @throws what TileSet::encode() throws
    [[nodiscard]] std::shared_ptr<const FinishedTile>
    get(const TileSet& set, const TileRequest& request, std::uint64_t version);

    /// The tile when it is in memory in that version, null otherwise: never builds, never waits for
    /// a build.
    [[nodiscard]] std::shared_ptr<const FinishedTile> find(const TileRequest& request,
                                                           std::uint64_t version);

    /// The same with another way to make a tile that is missing.
    [[nodiscard]] std::shared_ptr<const FinishedTile>
    get(const TileRequest& request, std::uint64_t version, const Build& build);

    struct Figures {
        std::uint64_t hits = 0;
        std::uint64_t misses = 0; ///< builds
        std::uint64_t shared = 0; ///< asked for while another thread built it
        std::uint64_t evictions = 0;
        std::size_t tiles = 0;
        std::size_t bytes = 0;
    };

    [[nodiscard]] Figures figures() const;

private:
    using TilePtr = std::shared_ptr<const FinishedTile>;

    struct Key {
        Tile tile;
        std::int32_t as_of = 0;
        std::uint64_t rules = 0;
        std::uint8_t layers = 0;

        friend bool operator==(const Key&, const Key&) = default;
    };

    static Key key_of(const TileRequest& request);

    struct KeyHash {
        std::size_t operator()(const Key& key) const noexcept;
    };

    struct Entry {
        Key key;
        TilePtr tile;
    };

    struct Flight; // a build under way

    struct Shard {
        mutable std::mutex mutex;
        std::list<Entry> entries; // the most lately used first
        std::unordered_map<Key, std::list<Entry>::iterator, KeyHash> index;
        std::unordered_map<Key, std::shared_ptr<Flight>, KeyHash> flights;
        Figures figures;
    };

    static constexpr std::size_t shard_count = 8;

    TilePtr build(Shard& shard, const Key& key, const std::shared_ptr<Flight>& flight,
                  const Build& build);
    void keep(Shard& shard, const Key& key, TilePtr tile) const;
    static TilePtr hit(Shard& shard, const Key& key, std::uint64_t version);
    static void drop(Shard& shard, std::list<Entry>::iterator entry);

    std::size_t m_max_shard_bytes;
    std::array<Shard, shard_count> m_shards;
};

/// Encodes and compresses. @param version  set.version(request)
[[nodiscard]] FinishedTile finish_tile(const TileSet& set, const TileRequest& request,
                                       std::uint64_t version);

} // namespace gis::tiles
