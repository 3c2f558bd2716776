// A value that most rows don't have, for the price of a pointer.
#pragma once

#include <memory>

namespace castellan {

/// Behaves like a `T` that is its default until it is edited; copied and compared by value.
template <class T>
class Lazy {
public:
    Lazy() = default;
    Lazy(Lazy const& other) : value_(other.value_ ? std::make_unique<T>(*other.value_) : nullptr) {}
    Lazy(Lazy&&) noexcept = default;
    Lazy& operator=(Lazy const& other)
    {
        if (this != &other)
            value_ = other.value_ ? std::make_unique<T>(*other.value_) : nullptr;
        return *this;
    }
    Lazy& operator=(Lazy&&) noexcept = default;
    ~Lazy() = default;

    [[nodiscard]] T const& operator*() const
    {
        // OPTIMIZATION: made before the program starts and never taken away, so that nothing guards it.
        [[clang::no_destroy]] static constinit T const nothing{};
        return value_ ? *value_ : nothing;
    }
    [[nodiscard]] T const* operator->() const { return &**this; }

    /// The value to be changed; it is there from now on.
    [[nodiscard]] T& edit()
    {
        if (!value_)
            value_ = std::make_unique<T>();
        return *value_;
    }

    /// Whether it was ever edited; the value may be the default all the same.
    [[nodiscard]] bool is_set() const { return value_ != nullptr; }

    friend bool operator==(Lazy const& a, Lazy const& b) { return *a == *b; }

private:
    std::unique_ptr<T> value_;
};

} // namespace castellan
