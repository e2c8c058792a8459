// The method picture: places six PictureCards along PictureLayout and draws the arrows between them.
#include "ui/widgets/method_picture.h"

#include "ui/widgets/picture_card.h"
#include "ui/widgets/picture_layout.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace gw::ui {

using engine::Card;

namespace {

constexpr double arrowHead = 6;
constexpr double arrowStroke = 1.5;

bool isUpper(Card card)
{
    return card == Card::MethodRequest || card == Card::IntegrationRequest;
}

bool isLower(Card card)
{
    return card == Card::MethodResponse || card == Card::IntegrationResponse;
}

bool isTall(Card card)
{
    return !isUpper(card) && !isLower(card);
}

bool wasReached(const CardContent& content)
{
    return content.state == CardContent::State::Lit || content.state == CardContent::State::Failed;
}

} // namespace

struct MethodPicture::Impl
{
    Impl(MethodPicture& picture, const Theme& theme) : q(picture), theme(theme) {}

    MethodPicture& q;
    const Theme& theme;
    MethodPictureContent content;
    std::array<PictureCard*, 6> cards{};
    std::optional<Card> selected;
    PictureLayout layout;

    [[nodiscard]] PictureCard* widget(Card card) const { return cards[static_cast<std::size_t>(card)]; }
    [[nodiscard]] const CardContent& contentOf(Card card) const { return content[static_cast<std::size_t>(card)]; }
    [[nodiscard]] bool showsRequest() const { return std::any_of(content.begin(), content.end(), wasReached); }

    void build();
    void select(Card card);
    void step(Card from, int key);
    [[nodiscard]] PictureLayout layOut(int width) const;
    void place();
    void paintArrow(QPainter& painter, const PictureArrow& arrow) const;
};

void MethodPicture::Impl::build()
{
    for (const Card card : engine::allCards) {
        auto* widget = new PictureCard(card, theme, &q);
        cards[static_cast<std::size_t>(card)] = widget;
        connect(widget, &PictureCard::clicked, &q, [this, card] { select(card); });
        connect(widget, &PictureCard::arrowPressed, &q, [this, card](int key) { step(card, key); });
        connect(widget, &PictureCard::goToSettingRequested, &q, [this, card] { emit q.goToSettingRequested(card); });
    }
}

void MethodPicture::Impl::select(Card card)
{
    q.setSelectedCard(card);
    emit q.cardSelected(card);
}

void MethodPicture::Impl::step(Card from, int key)
{
    const auto next = neighbourCard(from, key, layout.isLine);
    if (!next)
        return;
    widget(*next)->setFocus(Qt::TabFocusReason);
    select(*next);
}

PictureLayout MethodPicture::Impl::layOut(int width) const
{
    const int cardWidth = layOutPicture(width, 0, 0).cards.front().width();
    int upper = 0;
    int lower = 0;
    int tall = 0;
    const bool isLine = width >= pictureLineWidth;
    for (const PictureCard* card : cards) {
        const int wanted = card->wantedHeight(cardWidth);
        if (isLine || isUpper(card->card()))
            upper = std::max(upper, wanted);
        else if (isLower(card->card()))
            lower = std::max(lower, wanted);
        else
            tall = std::max(tall, wanted);
    }
    PictureLayout result = layOutPicture(width, upper, lower);
    if (const int missing = tall - result.height; missing > 0 && !isLine)
        result = layOutPicture(width, upper + missing / 2, lower + missing - missing / 2);
    return result;
}

void MethodPicture::Impl::place()
{
    for (PictureCard* card : cards)
        card->setTall(isTall(card->card()) && q.width() < pictureLineWidth);
    layout = layOut(q.width());
    for (const Card card : engine::allCards)
        widget(card)->setGeometry(layout.cards[static_cast<std::size_t>(card)]);
    if (q.minimumHeight() != layout.height)
        q.setFixedHeight(layout.height);
    q.update();
}

// A designed line is quiet; a request's way is drawn solid in the success colour as far as it came, dotted where not.
void MethodPicture::Impl::paintArrow(QPainter& painter, const PictureArrow& arrow) const
{
    Color color = Color::StrokeStrong;
    bool isDotted = false;
    if (showsRequest()) {
        const bool taken = wasReached(contentOf(arrow.from)) && wasReached(contentOf(arrow.to));
        color = taken ? Color::Success : Color::TextSubtle;
        isDotted = !taken;
    }
    const double direction = arrow.end.x() > arrow.start.x() ? 1 : -1;
    QPen pen(theme.color(color), arrowStroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    painter.setBrush(Qt::NoBrush);
    QPainterPath head;
    head.moveTo(arrow.end + QPointF(-direction * arrowHead, -arrowHead * 0.75));
    head.lineTo(arrow.end);
    head.lineTo(arrow.end + QPointF(-direction * arrowHead, arrowHead * 0.75));
    painter.setPen(pen);
    painter.drawPath(head);
    if (isDotted)
        pen.setDashPattern({0.1, 2.5});
    painter.setPen(pen);
    painter.drawLine(arrow.start, arrow.end - QPointF(direction * 0.5, 0));
}

MethodPicture::MethodPicture(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_impl(std::make_unique<Impl>(*this, theme))
{
    setAccessibleName(tr("Method picture"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMinimumWidth(pictureMinimumWidth);
    m_impl->build();
    setContent({});
    connect(&theme, &Theme::changed, this, [this] {
        m_impl->place();
        update();
    });
}

MethodPicture::~MethodPicture() = default;

void MethodPicture::setContent(const MethodPictureContent& content)
{
    m_impl->content = content;
    for (std::size_t i = 0; i < content.size(); ++i)
        m_impl->cards[i]->setContent(content[i]);
    m_impl->place();
    updateGeometry();
}

void MethodPicture::setSelectedCard(std::optional<Card> card)
{
    m_impl->selected = card;
    for (PictureCard* widget : m_impl->cards)
        widget->setChecked(card && *card == widget->card());
}

std::optional<Card> MethodPicture::selectedCard() const
{
    return m_impl->selected;
}

QSize MethodPicture::sizeHint() const
{
    const int width = std::max(pictureMinimumWidth, this->width());
    return {960, m_impl->layOut(width).height};
}

void MethodPicture::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const PictureArrow& arrow : m_impl->layout.arrows)
        m_impl->paintArrow(painter, arrow);
}

void MethodPicture::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_impl->place();
}

void MethodPicture::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    m_impl->widget(m_impl->selected.value_or(Card::Client))->setFocus(event->reason());
}

} // namespace gw::ui
