import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, cached } from '../api.ts';
import { type Language, speak } from '../i18n/start.ts';

/** The operator's language, and choosing another: at once on screen, and kept with the person. */
export function useLanguage(): [Language, (language: Language) => void] {
  const { i18n } = useTranslation();
  const cache = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (language: Language) => api.me.edit({ language }),
    onMutate: speak,
    onSuccess: (me) => cache.setQueryData(cached.me.read.queryKey(), me),
  });
  return [i18n.language === 'cs' ? 'cs' : 'en', (language) => mutate(language)];
}
