// MethodPicture: the six cards of a method: Client → Method Request → Integration Request → Integration → Integration
// Response → Method Response. The design page shows what is designed on it, the console and the inspector light it up
// with what one request did. One widget, one picture.
#pragma once

#include "gateway-engine/trace/trace.h"
#include "ui/theme/theme.h"

#include <QString>
#include <QStringList>
#include <QWidget>

#include <array>
#include <memory>
#include <optional>

namespace gw::ui {

// What one card shows.
struct CardContent
{
    QString headline;  // "HTTP_PROXY", "GET", "200 OK"
    QStringList lines; // up to four short facts: "http://localhost:8080/pets", "2 parameters"
    QString time;      // "1.2 ms"; empty in the design
    enum class State { Designed, Empty, Lit, Skipped, Failed } state = State::Designed;
    QString reason;              // Failed: why
    bool canGoToSetting = false; // Failed: show the link
    QString title{};             // "Route Request"; empty: the card's name as methods have it
};

using MethodPictureContent = std::array<CardContent, 6>; // by engine::Card

class MethodPicture final : public QWidget
{
    Q_OBJECT

public:
    explicit MethodPicture(const Theme& theme, QWidget* parent = nullptr);
    ~MethodPicture() override;

    void setContent(const MethodPictureContent& content);
    void setSelectedCard(std::optional<engine::Card> card);
    [[nodiscard]] std::optional<engine::Card> selectedCard() const;
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void cardSelected(gw::engine::Card card); // click, Enter or arrow keys
    void goToSettingRequested(gw::engine::Card card);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::ui
