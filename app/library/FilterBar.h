#pragma once

#include <QWidget>

#include "viewer/library/StudyFilter.h"

class QComboBox;
class QDateEdit;
class QLineEdit;
class QTimer;

namespace dokuei::app {

/// What narrows the list of studies: a search field that works while one types, study date, modality, order.
class FilterBar : public QWidget {
    Q_OBJECT
public:
    explicit FilterBar(QWidget* parent = nullptr);

    viewer::StudyFilter filter() const;
    /// Whether anything but the order is set.
    bool narrows() const;
    /// What the modality menu offers; the choice stays.
    void setModalities(const QStringList& modalities);
    void focusSearch();
    QLineEdit* search() const { return search_; }
    QComboBox* dates() const { return dates_; }
    QComboBox* modality() const { return modality_; }

Q_SIGNALS:
    /// The filter is another one; while text is typed, after a short rest.
    void changed(const viewer::StudyFilter& filter);
    /// The arrow key that leads from the search field into the list.
    void leftDownwards();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void retranslate();
    void send();

    QLineEdit* search_;
    QComboBox *dates_, *modality_, *order_;
    QWidget* range_;
    QDateEdit *from_, *to_;
    QTimer* typing_;
    QStringList modalities_;
    viewer::StudyFilter sent_;
};

}  // namespace dokuei::app
