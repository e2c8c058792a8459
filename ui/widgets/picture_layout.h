// PictureLayout: where the six cards and the arrows between them stand for a given width. A loop (the request above,
// the answer below, client and integration at its ends) or, when very wide, one line.
#pragma once

#include "gateway-engine/trace/trace.h"

#include <QPointF>
#include <QRect>

#include <array>
#include <optional>
#include <vector>

namespace gw::ui {

struct PictureArrow
{
    engine::Card from;
    engine::Card to;
    QPointF start;
    QPointF end;
};

struct PictureLayout
{
    std::array<QRect, 6> cards; // by engine::Card
    std::vector<PictureArrow> arrows;
    int height = 0;
    bool isLine = false;
};

inline constexpr int pictureMinimumWidth = 640;
inline constexpr int pictureLineWidth = 1320; // from here on all six stand in one line

// `upperRow` and `lowerRow` are the heights the cards of the two rows want.
[[nodiscard]] PictureLayout layOutPicture(int width, int upperRow, int lowerRow);

// The card an arrow key leads to; nullopt at the border.
[[nodiscard]] std::optional<engine::Card> neighbourCard(engine::Card card, int key, bool isLine);

} // namespace gw::ui
