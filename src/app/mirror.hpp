// Tells the page's ARIA mirror what is different from what it has: changed entries, and the order if that changed.
#pragma once

#include "ui/kit/semantics.hpp"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace castellan::app
{

/// What crosses to the page: 32-bit words and texts, as shell/mirror_update.js describes them.
struct MirrorUpdate
{
    std::vector<std::uint32_t> words;
    std::string texts;
};

class Mirror
{
public:
    /// The difference between `nodes` and what was taken last; null if there is none. Valid until the next call.
    [[nodiscard]] MirrorUpdate const* take(ui::Semantics nodes);

private:
    struct Place
    {
        ui::WidgetId id;
        ui::WidgetId parent;
        friend bool operator==(Place, Place) = default;
    };

    std::unordered_map<ui::WidgetId, std::uint64_t> digests_; ///< Of each entry that the page has.
    std::vector<Place> places_;
    ui::WidgetId focused_ = 0;
    MirrorUpdate update_;
};

} // namespace castellan::app
