// The gallery of the kit: every part in every state, without a server.
#include "app/boundary.hpp"
#include "app/console.hpp"
#include "ui/kit/gallery.hpp"

namespace castellan::app {

namespace {

class Gallery final : public Console {
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
        ui::kit_gallery(ui_, state_);
        auto const& report = ui_.end_frame();
        static_cast<void>(ui_.take_changes()); // Nobody is there to judge them.
        if (auto const href = ui_.take_navigation())
            host_navigate(href->data(), href->size(), 0);
        return report;
    }

    // It has no places of its own, and talks to no service.
    void route_changed(std::string_view) override {}
    void answered(int, client::Answer const&) override {}
    void heard(std::string_view, std::string_view) override {}

    bool find() override
    {
        for (auto const& node : ui_.semantics()) {
            if (node.role == ui::AriaRole::searchbox && !node.disabled && !node.focused) {
                ui_.focus(node.id);
                return true;
            }
        }
        return false;
    }

private:
    ui::Ui& ui_;
    ui::GalleryState state_;
};

} // namespace

std::unique_ptr<Console> make_gallery(ui::Ui& ui)
{
    return std::make_unique<Gallery>(ui);
}

} // namespace castellan::app
