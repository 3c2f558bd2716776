#include "service/imports.hpp"

#include <algorithm>

namespace castellan {

namespace {

bool is_running(Import const& import)
{
    return import.told.state == wire::ImportState::running;
}

} // namespace

bool Imports::is_busy(std::string_view user) const
{
    auto const running = std::ranges::count_if(imports_, [](auto const& import) { return is_running(*import); });
    return static_cast<std::size_t>(running) >= running_most ||
           std::ranges::any_of(imports_, [&](auto const& import) { return is_running(*import) && import->user == user; });
}

Import& Imports::begin(Import import)
{
    return *imports_.emplace_back(std::make_unique<Import>(std::move(import)));
}

Import const* Imports::find(std::string_view id, std::string_view user) const
{
    auto const found =
        std::ranges::find_if(imports_, [&](auto const& import) { return import->id == id && import->user == user; });
    return found == imports_.end() ? nullptr : found->get();
}

Import* Imports::next()
{
    for (std::size_t tries = 0; tries < imports_.size(); ++tries) {
        turn_ = (turn_ + 1) % imports_.size();
        if (is_running(*imports_[turn_]))
            return imports_[turn_].get();
    }
    return nullptr;
}

void Imports::end(Import& import, wire::ImportState state, Instant now)
{
    import.told.state = state;
    import.ended = now;
    import.sheet.reset();
    import.rows = {};
    import.groups.reset();
    import.good = {};
    import.emails = {};
}

void Imports::world_was_lost(std::uint64_t last_number, Instant now)
{
    for (auto const& import : imports_) {
        if (!is_running(*import) && import->number <= last_number)
            continue;
        import->number = 0;
        import->told.created = 0;
        import->told.reason = "This could not be kept; nobody was created. Try again.";
        end(*import, wire::ImportState::failed, now);
    }
}

void Imports::forget_old(Instant now)
{
    std::erase_if(imports_, [&](auto const& import) { return !is_running(*import) && now - import->ended >= kept_ms; });
    for (auto at = imports_.size(); at > 0; --at) {
        auto const& import = imports_[at - 1];
        auto const is_later = [&](auto const& other) {
            return &other > &import && !is_running(*other) && other->user == import->user;
        };
        auto const later = std::ranges::count_if(imports_, is_later);
        if (!is_running(*import) && static_cast<std::size_t>(later) >= kept_each)
            imports_.erase(imports_.begin() + static_cast<std::ptrdiff_t>(at) - 1);
    }
}

} // namespace castellan
