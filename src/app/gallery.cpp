// The gallery of the kit: every part in every state, without a server.
#include "app/console.hpp"

#include "app/boundary.hpp"
#include "ui/kit/gallery.hpp"

namespace castellan::app {

namespace {

class Gallery final : public Console {
public:
    void draw(ui::Ui& ui) override { ui::kit_gallery(ui, state_); }

    void after_frame(ui::Ui& ui) override
    {
        static_cast<void>(ui.take_changes()); // Nobody is there to judge them.
        if (auto const href = ui.take_navigation())
            host_navigate(href->data(), href->size(), 0);
    }

    void route(std::string_view hash) override { static_cast<void>(hash); }

    void event(std::string_view type, std::string_view data) override
    {
        static_cast<void>(type);
        static_cast<void>(data);
    }

    void file(int request, std::string_view name, std::string_view data) override
    {
        static_cast<void>(request);
        static_cast<void>(name);
        static_cast<void>(data);
    }

private:
    ui::GalleryState state_;
};

} // namespace

std::unique_ptr<Console> make_gallery()
{
    return std::make_unique<Gallery>();
}

} // namespace castellan::app
