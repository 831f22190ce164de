#include "gis/tiles/tile_cache.hpp"

#include "gis/core/fingerprint.hpp"
#include "gis/tiles/gzip.hpp"

#include <exception>

namespace gis::tiles {

namespace {

/// What an entry costs beside its bytes: list node, map node, shared pointer.
constexpr std::size_t entry_bytes = 256;

std::size_t weight(const FinishedTile& tile) noexcept {
    return tile.gzip.size() + entry_bytes;
}

} // namespace

struct TileCache::Flight {
    explicit Flight(std::uint64_t wanted) : version(wanted) {}

    void land(TilePtr result, std::exception_ptr failure) {
        {
            const std::scoped_lock lock{mutex};
            tile = std::move(result);
            error = std::move(failure);
            landed = true;
        }
        changed.notify_all();
    }

    TilePtr wait() {
        std::unique_lock lock{mutex};
        changed.wait(lock, [this] { return landed; });
        if (error) {
            std::rethrow_exception(error);
        }
        return tile;
    }

    const std::uint64_t version;
    std::mutex mutex;
    std::condition_variable changed;
    bool landed = false;
    TilePtr tile;
    std::exception_ptr error;
};

TileCache::TileCache(std::size_t max_bytes) : m_max_shard_bytes(max_bytes / shard_count) {}

std::size_t TileCache::KeyHash::operator()(const Key& key) const noexcept {
    Fingerprint fingerprint;
    fingerprint.add((std::uint64_t{key.tile.x} << 32) | key.tile.y);
    fingerprint.add(key.rules ^ (std::uint64_t{key.tile.zoom} << 40) ^
                    (std::uint64_t{key.layers} << 32) ^ static_cast<std::uint32_t>(key.as_of));
    return static_cast<std::size_t>(fingerprint.value());
}

TileCache::Key TileCache::key_of(const TileRequest& request) {
    return {request.tile, request.as_of.days(),
            request.coverage ? request.coverage->question : request.hardened.fingerprint(),
            request.coverage ? std::uint8_t{0} : request.layers.bits()};
}

TileCache::TilePtr TileCache::hit(Shard& shard, const Key& key, std::uint64_t version) {
    const auto found = shard.index.find(key);
    if (found == shard.index.end() || found->second->tile->version != version) {
        return nullptr;
    }
    ++shard.figures.hits;
    shard.entries.splice(shard.entries.begin(), shard.entries, found->second);
    return found->second->tile;
}

std::shared_ptr<const FinishedTile> TileCache::find(const TileRequest& request,
                                                    std::uint64_t version) {
    const Key key = key_of(request);
    auto& shard = m_shards[KeyHash{}(key) % shard_count];
    const std::scoped_lock lock{shard.mutex};
    return hit(shard, key, version);
}

std::shared_ptr<const FinishedTile> TileCache::get(const TileSet& set, const TileRequest& request,
                                                   std::uint64_t version) {
    if (!set.touches(request)) { // must not push real tiles out
        return std::make_shared<const FinishedTile>(FinishedTile{{}, version, 0});
    }
    return get(request, version, [&] { return finish_tile(set, request, version); });
}

std::shared_ptr<const FinishedTile> TileCache::get(const TileRequest& request,
                                                   std::uint64_t version, const Build& make) {
    const Key key = key_of(request);
    auto& shard = m_shards[KeyHash{}(key) % shard_count];
    std::shared_ptr<Flight> flight;
    bool own = false;
    {
        const std::scoped_lock lock{shard.mutex};
        if (auto tile = hit(shard, key, version)) {
            return tile;
        }
        auto& current = shard.flights[key];
        own = !current || current->version != version;
        if (own) {
            current = std::make_shared<Flight>(version);
            ++shard.figures.misses;
        } else {
            ++shard.figures.shared;
        }
        flight = current;
    }
    return own ? build(shard, key, flight, make) : flight->wait();
}

std::shared_ptr<const FinishedTile> TileCache::build(Shard& shard, const Key& key,
                                                     const std::shared_ptr<Flight>& flight,
                                                     const Build& make) {
    TilePtr tile;
    std::exception_ptr error;
    try {
        tile = std::make_shared<const FinishedTile>(make());
    } catch (...) {
        error = std::current_exception(); // for the waiters too
    }
    {
        const std::scoped_lock lock{shard.mutex};
        const auto current = shard.flights.find(key);
        const bool latest = current != shard.flights.end() && current->second == flight;
        if (latest) {
            shard.flights.erase(current);
        }
        if (tile && latest) {
            keep(shard, key, tile);
        }
    }
    flight->land(tile, error);
    if (error) {
        std::rethrow_exception(error);
    }
    return tile;
}

void TileCache::drop(Shard& shard, std::list<Entry>::iterator entry) {
    shard.figures.bytes -= weight(*entry->tile);
    --shard.figures.tiles;
    shard.index.erase(entry->key);
    shard.entries.erase(entry);
}

void TileCache::keep(Shard& shard, const Key& key, TilePtr tile) const {
    if (const auto found = shard.index.find(key); found != shard.index.end()) {
        drop(shard, found->second);
    }
    const auto bytes = weight(*tile);
    if (bytes > m_max_shard_bytes) {
        return;
    }
    while (shard.figures.bytes + bytes > m_max_shard_bytes) {
        drop(shard, std::prev(shard.entries.end()));
        ++shard.figures.evictions;
    }
    shard.entries.push_front({key, std::move(tile)});
    shard.index.emplace(key, shard.entries.begin());
    shard.figures.bytes += bytes;
    ++shard.figures.tiles;
}

TileCache::Figures TileCache::figures() const {
    Figures sum;
    for (const auto& shard : m_shards) {
        const std::scoped_lock lock{shard.mutex};
        sum.hits += shard.figures.hits;
        sum.misses += shard.figures.misses;
        sum.shared += shard.figures.shared;
        sum.evictions += shard.figures.evictions;
        sum.tiles += shard.figures.tiles;
        sum.bytes += shard.figures.bytes;
    }
    return sum;
}

FinishedTile finish_tile(const TileSet& set, const TileRequest& request, std::uint64_t version) {
    const auto raw = set.encode(request);
    return {raw.empty() ? std::string{} : gzip(raw), version, raw.size()};
}

} // namespace gis::tiles
