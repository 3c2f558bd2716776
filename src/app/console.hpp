// What the program shows: the console of an organisation, or the gallery of the kit.
#pragma once

#include <memory>
#include <string_view>

namespace castellan::ui {
class Ui;
}

namespace castellan::app {

class HttpTransport;

class Console {
public:
    virtual ~Console() = default;

    /// Draws one whole frame, between Ui::begin_frame and Ui::end_frame.
    virtual void draw(ui::Ui& ui) = 0;
    /// Takes out what the frame asked for: changes, places to go.
    virtual void after_frame(ui::Ui& ui) = 0;
    /// The address has changed, by a link, by Back or by hand.
    virtual void route(std::string_view hash) = 0;
    virtual void event(std::string_view type, std::string_view data) = 0;
    virtual void file(int request, std::string_view name, std::string_view data) = 0;
};

[[nodiscard]] std::unique_ptr<Console> make_gallery();

} // namespace castellan::app
