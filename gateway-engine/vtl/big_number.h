// BigInteger and BigDecimal, for what does not fit into a Long or a Double. Included by few: the header behind it is
// big.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include <string>

namespace gw::engine::vtl {

// unscaled × 10^-scale; a BigInteger has scale 0 and `decimal` false.
struct BigNumber
{
    boost::multiprecision::cpp_int unscaled;
    int scale = 0;
    bool decimal = false;

    [[nodiscard]] std::string text() const; // as BigInteger and BigDecimal print, without exponent
    [[nodiscard]] double toDouble() const;
};

} // namespace gw::engine::vtl
