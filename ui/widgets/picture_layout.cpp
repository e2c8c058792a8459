// Geometry of the method picture. Card rectangles include a margin for the focus ring.
#include "ui/widgets/picture_layout.h"

#include "ui/theme/tokens.h"

#include <Qt>

#include <algorithm>

namespace gw::ui {

using engine::Card;

namespace {

// The ring stands outside a card's stroke; neighbours keep clear of it.
constexpr int ringMargin = spacing::xs;
constexpr int rowGap = spacing::m;

QRect& at(PictureLayout& layout, Card card)
{
    return layout.cards[static_cast<std::size_t>(card)];
}

const QRect& at(const PictureLayout& layout, Card card)
{
    return layout.cards[static_cast<std::size_t>(card)];
}

int arrowSpace(int width)
{
    return std::clamp(width / 36, 22, 36);
}

// An arrow at height `y` across the gap between two cards.
PictureArrow across(const PictureLayout& layout, Card from, Card to, int y)
{
    const QRect& a = at(layout, from);
    const QRect& b = at(layout, to);
    const bool rightwards = a.center().x() < b.center().x();
    const double start = rightwards ? a.right() + 1 - ringMargin + 3 : a.left() + ringMargin - 3;
    const double end = rightwards ? b.left() + ringMargin - 3 : b.right() + 1 - ringMargin + 3;
    return {from, to, QPointF(start, y + 0.5), QPointF(end, y + 0.5)};
}

PictureLayout inOneLine(int width, int height)
{
    PictureLayout layout;
    layout.isLine = true;
    layout.height = height;
    const int gap = arrowSpace(width) - 2 * ringMargin;
    const int cardWidth = (width - 5 * gap) / 6;
    for (int i = 0; i < 6; ++i)
        layout.cards[static_cast<std::size_t>(i)] = QRect(i * (cardWidth + gap), 0, cardWidth, height);
    for (std::size_t i = 0; i + 1 < 6; ++i)
        layout.arrows.push_back(across(layout, engine::allCards[i], engine::allCards[i + 1], height / 2));
    return layout;
}

PictureLayout asLoop(int width, int upperRow, int lowerRow)
{
    PictureLayout layout;
    layout.height = upperRow + rowGap - 2 * ringMargin + lowerRow;
    const int gap = arrowSpace(width) - 2 * ringMargin;
    const int cardWidth = (width - 3 * gap) / 4;
    const auto column = [&](int i) { return i * (cardWidth + gap); };
    const int lowerTop = layout.height - lowerRow;
    at(layout, Card::Client) = QRect(column(0), 0, cardWidth, layout.height);
    at(layout, Card::MethodRequest) = QRect(column(1), 0, cardWidth, upperRow);
    at(layout, Card::IntegrationRequest) = QRect(column(2), 0, cardWidth, upperRow);
    at(layout, Card::Integration) = QRect(column(3), 0, cardWidth, layout.height);
    at(layout, Card::IntegrationResponse) = QRect(column(2), lowerTop, cardWidth, lowerRow);
    at(layout, Card::MethodResponse) = QRect(column(1), lowerTop, cardWidth, lowerRow);

    const int upper = upperRow / 2;
    const int lower = lowerTop + lowerRow / 2;
    layout.arrows = {across(layout, Card::Client, Card::MethodRequest, upper),
                     across(layout, Card::MethodRequest, Card::IntegrationRequest, upper),
                     across(layout, Card::IntegrationRequest, Card::Integration, upper),
                     across(layout, Card::Integration, Card::IntegrationResponse, lower),
                     across(layout, Card::IntegrationResponse, Card::MethodResponse, lower),
                     across(layout, Card::MethodResponse, Card::Client, lower)};
    return layout;
}

std::optional<Card> cardAt(int index)
{
    return index < 0 || index > 5 ? std::nullopt : std::optional(static_cast<Card>(index));
}

std::optional<Card> neighbourInLine(Card card, int key)
{
    const int index = static_cast<int>(card);
    if (key == Qt::Key_Right)
        return cardAt(index + 1);
    if (key == Qt::Key_Left)
        return cardAt(index - 1);
    return std::nullopt;
}

// Left, right, up, down of each card in the loop.
struct Neighbours
{
    std::optional<Card> left, right, up, down;
};

Neighbours neighboursInLoop(Card card)
{
    switch (card) {
    case Card::Client:
        return {{}, Card::MethodRequest, {}, Card::MethodResponse};
    case Card::MethodRequest:
        return {Card::Client, Card::IntegrationRequest, {}, Card::MethodResponse};
    case Card::IntegrationRequest:
        return {Card::MethodRequest, Card::Integration, {}, Card::IntegrationResponse};
    case Card::Integration:
        return {Card::IntegrationRequest, {}, Card::IntegrationRequest, Card::IntegrationResponse};
    case Card::IntegrationResponse:
        return {Card::MethodResponse, Card::Integration, Card::IntegrationRequest, {}};
    case Card::MethodResponse:
        return {Card::Client, Card::IntegrationResponse, Card::MethodRequest, {}};
    }
    return {};
}

} // namespace

PictureLayout layOutPicture(int width, int upperRow, int lowerRow)
{
    if (width >= pictureLineWidth)
        return inOneLine(width, std::max(upperRow, lowerRow));
    return asLoop(std::max(width, pictureMinimumWidth), upperRow, lowerRow);
}

std::optional<Card> neighbourCard(Card card, int key, bool isLine)
{
    if (key == Qt::Key_Home)
        return Card::Client;
    if (key == Qt::Key_End)
        return Card::MethodResponse;
    if (isLine)
        return neighbourInLine(card, key);
    const Neighbours around = neighboursInLoop(card);
    switch (key) {
    case Qt::Key_Left:
        return around.left;
    case Qt::Key_Right:
        return around.right;
    case Qt::Key_Up:
        return around.up;
    case Qt::Key_Down:
        return around.down;
    default:
        return std::nullopt;
    }
}

} // namespace gw::ui
