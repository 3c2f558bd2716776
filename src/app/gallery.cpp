// The gallery of the kit: every part in every state, without a server.
#include "app/gallery.hpp"

#include "app/boundary.hpp"
#include "ui/kit/gallery.hpp"
#include "ui/kit/app_frame.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/layout.hpp"

#include <array>
#include <ranges>
#include <utility>

namespace castellan::app
{

namespace
{

class Gallery final : public Console
{
public:
    explicit Gallery(ui::Ui& ui) : ui_(ui) {}

    void start(std::string_view hash) override
    {
        static_cast<void>(hash);
        constexpr std::string_view title = "Kit · Castellan";
        host_title(title.data(), title.size());
    }

    ui::FrameReport const& frame(Moment const& moment) override
    {
        ui_.set_clock(moment.clock_ms, moment.utc_offset_minutes);
        ui_.begin_frame(moment.now_ms / 1000);
        draw();
        auto const& report = ui_.end_frame();
        if (std::exchange(frame_.wants_other_theme, false))
            host_theme(ui_.viewport().dark ? 0 : 1);
        if (auto const tag = std::exchange(frame_.wanted_language, {}); !tag.empty())
            host_language(tag.data(), tag.size());
        static_cast<void>(ui_.take_changes()); // Nobody is there to judge them.
        if (auto const href = ui_.take_navigation())
            host_navigate(href->data(), href->size(), 0);
        return report;
    }

    // It has no places of its own, and talks to no service.
    void route_changed(std::string_view) override {}
    void arrived(int, std::string_view) override {}
    void answered(int, client::Answer const&) override {}
    void heard(std::string_view, std::string_view) override {}

    bool find() override
    {
        // The page's own search comes after the one of the top bar.
        for (auto const& node : std::views::reverse(ui_.semantics())) {
            if (node.role != ui::AriaRole::searchbox || node.disabled)
                continue;
            if (node.focused)
                return false;
            ui_.focus(node.id);
            return true;
        }
        return false;
    }

private:
    void draw()
    {
        constexpr std::array places = {
            ui::Place{.label = "Parts", .href = "#/kit", .icon = ui::icon::layout_dashboard, .current = true}};
        std::array const sections = {ui::PlaceSection{.label = "Kit", .places = places}};
        ui::AppFrame const frame{
            ui_, {.organization = "Every part", .sections = sections, .person = "Ada Okafor"}, frame_};
        ui::Page const page{ui_, "kit"};
        ui::kit_gallery(ui_, state_);
    }

    ui::Ui& ui_;
    ui::AppState frame_;
    ui::GalleryState state_;
};

} // namespace

std::unique_ptr<Console> make_gallery(ui::Ui& ui)
{
    return std::make_unique<Gallery>(ui);
}

} // namespace castellan::app
