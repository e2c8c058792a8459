// Variables: what Assign set in one scope: the machine, a branch or an iteration (reference 4.2). Inner scopes read
// outer ones and set only their own. Values are shared: a scope is copied to every iteration's states.
#pragma once

#include "core/json/value.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine::states {

class Variables
{
public:
    struct Variable
    {
        std::string name;
        std::shared_ptr<const json::Value> value;
        std::size_t bytes = 0; // of its JSON text
    };

    explicit Variables(const Variables* outer = nullptr) : m_outer(outer) {}

    [[nodiscard]] const json::Value* find(std::string_view name) const; // here or further out; null: not set
    void set(Variable variable);
    [[nodiscard]] std::size_t bytes() const; // of this scope and those around it
    [[nodiscard]] const std::vector<Variable>& own() const { return m_own; }
    [[nodiscard]] const Variables* outer() const { return m_outer; }

private:
    const Variables* m_outer;
    std::vector<Variable> m_own;
};

} // namespace gw::engine::states
