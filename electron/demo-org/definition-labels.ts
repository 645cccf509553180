import type { SystemPresence } from '../genesys/system-presence.js';
import { LOCALES, type Labels, type Locale } from './locales.js';

/** The built-in definitions' labels, one line per system presence, in the order of {@link ORDER}. */
// prettier-ignore
const ORDER = [
  'en_US', 'de', 'fr', 'es', 'it', 'nl', 'da', 'sv', 'no', 'fi', 'pl', 'cs',
  'pt_BR', 'pt_PT', 'ru', 'uk', 'tr', 'he', 'ar', 'th', 'ja', 'ko', 'zh_CN', 'zh_TW',
] as const satisfies readonly Locale[];

const LINES: Readonly<Record<SystemPresence, string>> = {
  Available:
    'Available|Verfügbar|Disponible|Disponible|Disponibile|Beschikbaar|Tilgængelig|Tillgänglig|Tilgjengelig|Tavoitettavissa|Dostępny|K dispozici|' +
    'Disponível|Disponível|Доступен|Доступний|Müsait|זמין|متاح|พร้อมใช้งาน|対応可能|대기 중|空闲|有空',
  Break:
    'Break|Pause|Pause|Descanso|Pausa|Pauze|Pause|Rast|Pause|Tauko|Przerwa|Přestávka|' +
    'Intervalo|Pausa|Перерыв|Перерва|Mola|הפסקה|استراحة|พัก|休憩|휴식|休息|休息',
  Meal:
    'Meal|Essen|Repas|Comida|Pasto|Maaltijd|Måltid|Måltid|Måltid|Ateria|Posiłek|Jídlo|' +
    'Refeição|Refeição|Обед|Обід|Yemek|ארוחה|وجبة|รับประทานอาหาร|食事|식사|用餐|用餐',
  Away:
    'Away|Abwesend|Absent|Ausente|Assente|Afwezig|Ikke til stede|Borta|Borte|Poissa|Z dala|Pryč|' +
    'Ausente|Ausente|Нет на месте|Немає на місці|Uzakta|לא ליד המחשב|بعيد|ไม่อยู่|離席中|자리 비움|离开|離開',
  Busy:
    'Busy|Beschäftigt|Occupé|Ocupado|Occupato|Bezet|Optaget|Upptagen|Opptatt|Varattu|Zajęty|Zaneprázdněn|' +
    'Ocupado|Ocupado|Занят|Зайнятий|Meşgul|עסוק|مشغول|ไม่ว่าง|取り込み中|다른 용무 중|忙碌|忙碌',
  Meeting:
    'Meeting|Besprechung|Réunion|Reunión|Riunione|Vergadering|Møde|Möte|Møte|Kokous|Spotkanie|Schůzka|' +
    'Reunião|Reunião|Совещание|Нарада|Toplantı|פגישה|اجتماع|ประชุม|会議|회의|会议|會議',
  Training:
    'Training|Schulung|Formation|Formación|Formazione|Training|Uddannelse|Utbildning|Opplæring|Koulutus|Szkolenie|Školení|' +
    'Treinamento|Formação|Обучение|Навчання|Eğitim|הדרכה|تدريب|ฝึกอบรม|研修|교육|培训|訓練',
  OnQueue:
    'On Queue|In Warteschlange|En file d’attente|En cola|In coda|In wachtrij|I kø|I kö|I kø|Jonossa|W kolejce|Ve frontě|' +
    'Na fila|Em fila|В очереди|У черзі|Kuyrukta|בתור|في قائمة الانتظار|อยู่ในคิว|キュー内|대기열 연결|列队中|佇列中',
  Offline:
    'Offline|Offline|Hors ligne|Sin conexión|Non in linea|Offline|Offline|Offline|Frakoblet|Offline-tilassa|Offline|Offline|' +
    'Off-line|Offline|Не в сети|Не в мережі|Çevrimdışı|לא מקוון|غير متصل|ออฟไลน์|オフライン|오프라인|离线|離線',
  Idle:
    'Idle|Inaktiv|Inactif|Inactivo|Inattivo|Inactief|Inaktiv|Inaktiv|Inaktiv|Toimeton|Bezczynny|Nečinný|' +
    'Inativo|Inativo|Бездействует|Неактивний|Boşta|לא פעיל|خامل|ไม่ได้ใช้งาน|アイドル|유휴|空闲中|閒置',
};

/** The label of a built-in definition in each of the 24 languages. */
export function builtInLabels(systemPresence: SystemPresence): Labels {
  const texts = LINES[systemPresence].split('|');
  const byLocale = new Map<string, string>(ORDER.map((locale, at) => [locale, texts[at] ?? '']));
  return Object.fromEntries(LOCALES.map((locale) => [locale, byLocale.get(locale) ?? '']));
}
