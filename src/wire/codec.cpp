#include "wire/codec.hpp"

#include "wire/decoder.hpp"
#include "wire/encoder.hpp"
#include "wire/text.hpp"

#include <array>
#include <utility>

namespace castellan::wire {

namespace {

/// Lists the values of a text with the way to each.
class LeafReader final : public EventSink {
public:
    bool null() override { return leaf(""); }
    bool boolean(bool value) override { return leaf(value ? "true" : "false"); }
    bool integer(std::int64_t value) override
    {
        auto text = std::string{};
        append_number(text, value);
        return leaf(std::move(text));
    }
    bool natural(std::uint64_t value) override
    {
        auto text = std::string{};
        append_number(text, value);
        return leaf(std::move(text));
    }
    bool real(std::string_view text) override { return leaf(std::string{text}); }
    bool text(std::string& value) override { return leaf(value); }
    bool begin_object() override { return begin(false); }
    bool begin_list() override { return begin(true); }
    bool key(std::string& name) override
    {
        open_[depth_ - 1].key = name;
        return true;
    }
    bool end() override
    {
        --depth_;
        return true;
    }
    bool fail(std::string) override
    {
        leaves_.clear();
        return false;
    }

    std::vector<Leaf> take() { return std::move(leaves_); }

private:
    struct Open {
        bool list = false;
        std::uint64_t next = 0;
        std::string key;
    };

    bool begin(bool list)
    {
        if (depth_ > 0 && open_[depth_ - 1].list)
            ++open_[depth_ - 1].next;
        if (depth_ == deepest)
            return fail({});
        open_[depth_++] = {.list = list};
        return true;
    }

    bool leaf(std::string value)
    {
        if (depth_ > 0 && open_[depth_ - 1].list)
            ++open_[depth_ - 1].next;
        auto path = std::string{};
        for (std::size_t at = 0; at < depth_; ++at) {
            if (open_[at].list) {
                path += '[';
                append_number(path, open_[at].next - 1);
                path += ']';
                continue;
            }
            if (at > 0)
                path += '.';
            path += open_[at].key;
        }
        leaves_.push_back({std::move(path), std::move(value)});
        return true;
    }

    std::array<Open, deepest> open_;
    std::size_t depth_ = 0;
    std::vector<Leaf> leaves_;
};

} // namespace

std::expected<void, WireError> decode_into(Schema const& schema, void* object, std::string_view text)
{
    auto const options = DecodeOptions{.form = Form::resource};
    auto decoder = Decoder{schema, object, options};
    parse_json(decoder, text);
    if (!decoder.problems().empty())
        return std::unexpected(std::move(decoder.problems().front()));
    return {};
}

void encode_into(Writer& writer, Schema const& schema, void const* object)
{
    writer.object();
    Encoder{writer}.members(schema, object);
    writer.end();
}

std::vector<Leaf> leaves(std::string_view json)
{
    auto reader = LeafReader{};
    parse_json(reader, json);
    return reader.take();
}

} // namespace castellan::wire
