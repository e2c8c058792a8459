// PictureCard: one card of the method picture: a button that paints its content in the colours of its state.
#pragma once

#include "ui/widgets/method_picture.h"

#include <QAbstractButton>

class QPushButton;

namespace gw::ui {

class PictureCard final : public QAbstractButton
{
    Q_OBJECT

public:
    PictureCard(engine::Card card, const Theme& theme, QWidget* parent);

    [[nodiscard]] engine::Card card() const { return m_card; }
    void setContent(const CardContent& content);
    void setTall(bool tall);                         // has room below: lines may wrap
    [[nodiscard]] int wantedHeight(int width) const; // with the ring's margin

signals:
    void arrowPressed(int key);
    void goToSettingRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void nextCheckState() override {} // the picture says which card is selected; a click never unselects

private:
    struct Look;
    [[nodiscard]] Look look() const;
    [[nodiscard]] QRect frame() const;
    void paintFrame(QPainter& painter, const Look& look) const;
    void paintTile(QPainter& painter, const Look& look, const QRect& tile) const;
    int paintCaption(QPainter& painter, const Look& look, const QRect& area) const;
    int paintPill(QPainter& painter, const Look& look, const QRect& row) const;
    void paintLines(QPainter& painter, const QRect& area) const;
    [[nodiscard]] QString title() const;
    void placeLink();
    void describe();

    engine::Card m_card;
    const Theme& m_theme;
    CardContent m_content;
    QPushButton* m_link;
    bool m_isTall = false;
};

} // namespace gw::ui
