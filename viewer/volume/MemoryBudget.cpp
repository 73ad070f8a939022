#include "viewer/volume/MemoryBudget.h"

#include <unistd.h>

#include <algorithm>
#include <string>

#include "viewer/Error.h"

namespace dokuei::viewer {
namespace {

/// Mebibytes, up, so that what is missing is never told as nothing.
std::string mebibytes(std::size_t bytes) {
    return std::to_string((bytes + (1U << 20) - 1) >> 20);
}

}  // namespace

MemoryBudget::MemoryBudget(std::size_t limit) : limit_(limit) {}

void MemoryBudget::setLimit(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    limit_ = bytes;
    released_.notify_all();
}

std::size_t MemoryBudget::limit() const {
    const std::lock_guard lock(mutex_);
    return limit_;
}

std::size_t MemoryBudget::used() const {
    const std::lock_guard lock(mutex_);
    return used_;
}

std::size_t MemoryBudget::room() const {
    const std::lock_guard lock(mutex_);
    return limit_ > used_ ? limit_ - used_ : 0;
}

void MemoryBudget::reserve(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    if (!fits(bytes)) {
        const std::size_t free = limit_ > used_ ? limit_ - used_ : 0;
        throw Error("the memory set aside for images is too small: " + mebibytes(bytes) + " MB are needed, " +
                    std::to_string(free >> 20) + " of " + mebibytes(limit_) + " MB are free, " +
                    mebibytes(bytes - free) + " MB are missing");
    }
    used_ += bytes;
}

void MemoryBudget::release(std::size_t bytes) noexcept {
    const std::lock_guard lock(mutex_);
    used_ -= std::min(bytes, used_);
    released_.notify_all();
}

MemoryBudget::Entry* MemoryBudget::find(std::uint64_t id) {
    const auto found =
        std::find_if(entries_.begin(), entries_.end(), [id](const Entry& e) { return e.id == id; });
    return found == entries_.end() ? nullptr : &*found;
}

MemoryBudget::Owner::Owner(MemoryBudget& budget, std::function<void()> drop) : budget_(budget) {
    const std::lock_guard lock(budget_.mutex_);
    id_ = ++budget_.lastId_;
    budget_.entries_.push_back({id_, 0, false, std::move(drop)});
}

MemoryBudget::Owner::~Owner() {
    const std::lock_guard lock(budget_.mutex_);
    std::erase_if(budget_.entries_, [this](const Entry& e) { return e.id == id_; });
}

void MemoryBudget::Owner::touch() {
    const std::lock_guard lock(budget_.mutex_);
    Entry* const entry = budget_.find(id_);
    entry->lastUse = ++budget_.uses_;
    entry->holds = true;
}

void MemoryBudget::Owner::rest() {
    const std::lock_guard lock(budget_.mutex_);
    budget_.find(id_)->holds = false;
}

bool MemoryBudget::makeRoom(std::size_t bytes) {
    for (;;) {
        std::function<void()> drop;
        {
            const std::lock_guard lock(mutex_);
            if (fits(bytes)) return true;
            if (bytes > limit_) return false;
            Entry* oldest = nullptr;
            for (Entry& entry : entries_)
                if (entry.holds && (!oldest || entry.lastUse < oldest->lastUse)) oldest = &entry;
            if (!oldest) return false;
            oldest->holds = false;
            drop = oldest->drop;
        }
        // Without the lock: giving up releases.
        drop();
    }
}

bool MemoryBudget::waitForRoom(std::size_t bytes, std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    if (bytes > limit_) return false;
    return released_.wait_for(lock, patience, [&] { return fits(bytes); });
}

std::size_t MemoryBudget::defaultLimit() {
    const auto pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGE_SIZE);
    constexpr std::size_t unknown = std::size_t{4} << 30;
    if (pages <= 0 || size <= 0) return unknown;
    return static_cast<std::size_t>(pages) / 5 * 3 * static_cast<std::size_t>(size);
}

MemoryBudget& memoryBudget() {
    static MemoryBudget budget(MemoryBudget::defaultLimit());
    return budget;
}

}  // namespace dokuei::viewer
